import { Lost, Refused } from './connection-end.js';
import { EventStreamParser } from './event-stream.js';
import { HttpClient } from './http-client.js';

/**
 * Server-Sent Events: one response that does not end. Read with `fetch` and our own
 * parser, because `EventSource` shows neither the text nor the headers, cannot stop
 * reading, and cannot notice a dead server; see event-source.js for the same with it.
 */
export class SseClient extends HttpClient {

  get transport() {
    return 'sse';
  }

  async connect(signal) {
    const exchange = await this.#ask(signal);
    const { request, response } = exchange;
    try {
      this.heard();
      this.opened(request);
      await this.#read(response.body, request, signal);
    } catch (end) {
      exchange.endWith(end);
      throw end;
    }
  }

  /** The reconnection says the last event id, exactly as EventSource does. */
  async #ask(signal) {
    const resuming = this.lastEventId !== undefined;
    const after = resuming ? undefined : this.cursor;
    const url = this.url('/events', { after, topics: this.topics });
    const exchange = await this.ask('GET', url, {
      headers: {
        'Accept': 'text/event-stream',
        'Last-Event-ID': this.lastEventId,
      },
      signal,
    });
    const { status, headers } = exchange.response;
    if (status !== 200) throw await exchange.failure();
    const mediaType = headers.get('Content-Type') ?? 'nothing';
    if (!/^text\/event-stream\b/i.test(mediaType)) {
      const end = new Refused('mediaType',
        `the server sent ${mediaType}, not text/event-stream`, { mediaType });
      exchange.endWith(end);
      throw end;
    }
    return exchange;
  }

  async #read(body, request, signal) {
    const reader = body.getReader();
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true }); // left to the parser
    const parser = new EventStreamParser();
    for (;;) {
      let chunk;
      try {
        chunk = await reader.read();
      } catch {
        throw new Lost('cut', 'the connection was cut');
      }
      await this.reading(signal);
      this.heard();
      if (chunk.done) break;
      for (const block of parser.push(decoder.decode(chunk.value, { stream: true }))) {
        this.#take(block, request, this.wire(request, 'down', block.raw));
      }
    }
    if (parser.unfinished) this.wire(request, 'down', parser.unfinished);
    throw new Lost('ended', 'the server ended the stream');
  }

  #take({ comments, retryMillis, lastEventId, event }, request, wire) {
    if (retryMillis !== undefined) this.reconnectionTime(retryMillis);
    if (comments.length > 0) {
      this.trace('heartbeat', { request, wire, direction: 'down' });
    }
    if (lastEventId) {
      this.lastEventId = lastEventId;
      this.cursor = lastEventId;
    }
    switch (event?.type) {
      case 'notification':
        this.receive(parsed(event.data), { request, wire });
        break;
      case 'reset':
        this.reset(parsed(event.data).cursor, { request, wire });
        break;
      case 'bye': {
        const { reason } = parsed(event.data);
        throw new Lost('bye', `the server said goodbye: ${reason}`, { reason });
      }
      default: // an event that we do not know is for somebody else
    }
  }
}

function parsed(data) {
  try {
    return JSON.parse(data);
  } catch (error) {
    throw new Lost('malformed', `the event's data is not JSON: ${error.message}`);
  }
}
