import { Lost, endOfStatus } from './connection-end.js';
import { PublishError } from './outbox.js';
import { ResilientClient } from './resilient-client.js';

/**
 * What the transports over plain HTTP share: traced requests, and publishing by POST,
 * for none of them has a way up of its own.
 */
export class HttpClient extends ResilientClient {

  /**
   * Sends a request and waits for the head of the response. The raw text shows what a
   * script gets to see: the browser adds headers, and hides some of the answer's.
   */
  async ask(method, url, { headers = {}, body, title, signal }) {
    const request = this.nextRequest();
    this.trace('request', { request, method, url });
    const host = this.base ? new URL(this.base).host : this.browser.location?.host;
    const set = definedOnly(headers);
    const wire = this.wire(request, 'up',
      `${method} ${url.slice(this.base.length)} HTTP/1.1\r\n`
      + `${headerLines({ Host: host, ...set })}\r\n${body ?? ''}`);
    if (body) this.trace('sent', { request, wire, text: title });
    const exchange = new Exchange(this, request, signal);
    // no-store: the browser's cache would answer for itself and hide the server's 304.
    await exchange.head(this.browser.fetch(url,
      { method, headers: set, body, signal, cache: 'no-store' }));
    return exchange;
  }

  /** Asks for notifications in one answer: `{ notifications, cursor, reset }`. */
  async askForNotifications(path, { headers, signal }) {
    const url = this.url(path, { after: this.cursor, topics: this.topics });
    const exchange = await this.ask('GET', url, { headers: headers?.(url), signal });
    if (exchange.response.status === 304) {
      exchange.complete();
      return { exchange, url };
    }
    if (exchange.response.status !== 200) throw await exchange.failure();
    const { text, wire } = await exchange.body();
    return { exchange, url, wire, answer: exchange.parsed(text) };
  }

  /** Takes what the answer says, in its order. */
  take({ notifications, cursor, reset }, source) {
    if (reset) this.reset(cursor, source);
    for (const notification of notifications) this.receive(notification, source);
    this.cursor = cursor;
  }

  async send(draft, signal) {
    let exchange;
    try {
      exchange = await this.ask('POST', this.url('/notifications'), {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(draft),
        title: draft.title ?? '',
        signal,
      });
    } catch (end) {
      // Refused, or answered and the answer lost? From here they look the same.
      throw new PublishError(end.message, { cause: end.cause, unknown: true });
    }
    const { response } = exchange;
    let text;
    try {
      ({ text } = await exchange.body());
    } catch (end) {
      // The status has arrived: what is unknown is only the rest of the answer.
      throw new PublishError(end.message, { cause: end.cause, unknown: response.ok });
    }
    exchange.complete();
    if (response.status !== 201) {
      const problem = problemOf(response, text);
      throw new PublishError(problem.detail ?? problem.title,
        { cause: 'problem', problem });
    }
    return { cursor: JSON.parse(text).cursor };
  }
}

/** One request and its response, told to the trace step by step. */
class Exchange {

  constructor(client, request, signal) {
    this.client = client;
    this.request = request;
    this.signal = signal;
  }

  async head(fetching) {
    this.response = await this.#orLost(fetching, 'unreachable',
      'the server cannot be reached');
    const { status, statusText, headers } = this.response;
    this.client.trace('response', { request: this.request, status });
    this.client.wire(this.request, 'down', `HTTP/1.1 ${status} ${statusText}\r\n`
      + `${headerLines(Object.fromEntries(headers))}\r\n`);
  }

  /** The whole body, and the number of its raw text. */
  async body() {
    const text = await this.#orLost(this.response.text(), 'cut',
      'the connection was cut within the answer');
    return { text, wire: text && this.client.wire(this.request, 'down', text) };
  }

  parsed(text) {
    try {
      return JSON.parse(text);
    } catch (error) {
      const lost = new Lost('malformed', `the answer is not JSON: ${error.message}`);
      this.endWith(lost);
      throw lost;
    }
  }

  /** Reads an answer that says no; returns what it means for the connection. */
  async failure() {
    const { text } = await this.body();
    const problem = problemOf(this.response, text);
    const retryAfter = Number(this.response.headers.get('Retry-After')) || 0;
    const end = endOfStatus(this.response.status, problem.detail ?? '', retryAfter);
    this.complete(end.message);
    return end;
  }

  complete(detail) {
    this.client.trace('end', { request: this.request, reason: 'complete', detail });
  }

  /** Ends as the end of the connection that carries it. */
  endWith(connectionEnd) {
    this.client.traceEnd(this.request, connectionEnd, this.signal);
  }

  async #orLost(promise, cause, message) {
    try {
      return await promise;
    } catch {
      const lost = this.signal?.aborted ? this.signal.reason : new Lost(cause, message);
      this.endWith(lost);
      throw lost; // fetch says no more than "network error"
    }
  }
}

/** The problem in the body (RFC 9457), or what the status says by itself. */
function problemOf(response, text) {
  const { status, statusText: title, headers } = response;
  const fallback = { title, status };
  if (!headers.get('Content-Type')?.includes('problem+json')) return fallback;
  try {
    return { ...fallback, ...JSON.parse(text) };
  } catch {
    return fallback; // a problem that is not JSON is still one, with this status
  }
}

function definedOnly(headers) {
  return Object.fromEntries(
    Object.entries(headers).filter(([, value]) => value !== undefined));
}

function headerLines(headers) {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}
