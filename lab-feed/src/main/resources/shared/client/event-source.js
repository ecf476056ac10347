import { Lost, Refused } from './connection-end.js';
import { HttpClient } from './http-client.js';

/**
 * Server-Sent Events with the browser's own `EventSource`, which does much by itself:
 * it reads the stream, remembers the last event id, and reconnects.
 *
 * What it cannot: show a status, a header or a comment; notice a server that is silent
 * because it is dead; back off; stop reading; go on after any answer but 200 with
 * text/event-stream. What a trace of it shows as wire text is put together again from
 * the events, and the comments and `retry` are missing from it.
 */
export class EventSourceClient extends HttpClient {

  constructor(options) {
    super({ ...options, silenceMillis: Infinity }); // it hides the heartbeats
  }

  get transport() {
    return 'sse';
  }

  get canPauseReading() {
    return false;
  }

  async connect(signal) {
    const url = this.url('/events', { after: this.cursor, topics: this.topics });
    const source = new this.browser.EventSource(url);
    let request = this.#begin(url);
    try {
      await new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        source.addEventListener('open', () => {
          this.trace('response', { request, status: 200 });
          this.opened(request);
        });
        source.addEventListener('notification', event => {
          const wire = this.#show(request, event);
          this.receive(JSON.parse(event.data), { request, wire });
        });
        source.addEventListener('reset', event => {
          const wire = this.#show(request, event);
          this.reset(JSON.parse(event.data).cursor, { request, wire });
        });
        source.addEventListener('bye', event => this.#show(request, event));
        source.addEventListener('error', () => {
          if (source.readyState === this.browser.EventSource.CLOSED) {
            reject(new Refused('eventSourceClosed',
              'EventSource gave up for good, and does not say why'));
            return;
          }
          // It tries again by itself, after a time that it does not tell.
          const lost = new Lost('eventSourceRetries',
            'EventSource lost the connection and tries again by itself');
          this.traceEnd(request, lost, signal);
          this.reopening(lost);
          request = this.#begin(url);
        });
      });
    } catch (end) {
      this.traceEnd(request, end, signal);
      throw end;
    } finally {
      source.close();
    }
  }

  #begin(url) {
    const request = this.nextRequest();
    this.trace('request', { request, method: 'GET', url });
    this.wire(request, 'up', `GET ${url.slice(this.base.length)} HTTP/1.1\r\n\r\n`);
    return request;
  }

  #show(request, { type, data, lastEventId }) {
    const id = lastEventId && `id: ${lastEventId}\n`;
    return this.wire(request, 'down',
      `${id}event: ${type}\ndata: ${data.replaceAll('\n', '\ndata: ')}\n\n`);
  }
}
