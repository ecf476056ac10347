import { abortable } from './browser.js';
import { Lost, endOfCloseCode } from './connection-end.js';
import { PublishError } from './outbox.js';
import { ResilientClient } from './resilient-client.js';
import { openSocket } from './socket.js';

/**
 * WebSocket: one connection, messages both ways (RFC 6455). On top of it a small
 * protocol of JSON messages with a `type`; an answer repeats the `ref` of what it
 * answers.
 */
export class WebSocketClient extends ResilientClient {

  #connection; // { socket, request, answers } while open
  #refs = 0;

  /**
   * A script sees no protocol ping, so the heartbeat is a message of our own.
   *
   * `deflate` asks the server to compress (RFC 7692): browsers always offer it, this
   * server does it only on request.
   */
  constructor({ pingMillis = 15_000, deflate = false, ...options } = {}) {
    super({ silenceMillis: 2 * pingMillis, ...options });
    this.pingMillis = pingMillis;
    this.deflate = deflate;
  }

  get transport() {
    return 'websocket';
  }

  get canPauseReading() {
    return this.browser.WebSocketStream !== undefined;
  }

  async connect(signal) {
    const path = this.url('/ws', {
      after: this.cursor, topics: this.topics, deflate: this.deflate || undefined,
    });
    const request = this.nextRequest();
    this.trace('request', { request, method: 'GET', url: path });
    this.wire(request, 'up', `GET ${path.slice(this.base.length)} HTTP/1.1\r\n`
      + 'Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    const socket = openSocket(socketUrl(path, this.browser.location), this.browser);
    let end;
    try {
      await this.#open(socket, request, signal);
      end = await this.#converse(socket, request, signal);
    } catch (error) {
      end = error;
    }
    this.traceEnd(request, end, signal);
    socket.close();
    this.#connection = undefined;
    throw end;
  }

  async #open(socket, request, signal) {
    let extensions;
    try {
      ({ extensions } = await abortable(socket.opened, signal));
    } catch {
      // A refused handshake looks the same as no server: the browser hides its status.
      throw signal.aborted ? signal.reason
        : new Lost('unreachable', 'the WebSocket could not be opened');
    }
    this.trace('response', { request, status: 101 });
    this.wire(request, 'down', 'HTTP/1.1 101 Switching Protocols\r\n'
      + 'connection: Upgrade\r\nupgrade: websocket\r\n'
      + `${extensions && `sec-websocket-extensions: ${extensions}\r\n`}\r\n`);
    this.#connection = { socket, request, answers: new Map() };
    this.heard();
    this.opened(request);
  }

  /** Reads until the end, and says which one. */
  async #converse(socket, request, signal) {
    const { answers } = this.#connection;
    const stopPinging = new AbortController();
    this.#ping(stopPinging.signal);
    try {
      for (;;) {
        const text = await abortable(socket.read(), signal);
        await this.reading(signal);
        if (text === undefined) break;
        this.heard();
        this.#take(text, request, this.wire(request, 'down', text));
      }
      const { code, reason } = await abortable(socket.closed, signal);
      return endOfCloseCode(code, reason);
    } finally {
      stopPinging.abort();
      for (const { reject } of answers.values()) {
        reject(new PublishError('the connection ended before the answer came',
          { cause: 'cut', unknown: true }));
      }
    }
  }

  async #ping(signal) {
    try {
      for (;;) {
        await this.sleep(this.pingMillis, signal);
        const { request, wire } = this.#say({ type: 'ping' });
        this.trace('heartbeat', { request, wire, direction: 'up' });
      }
    } catch {
      // the connection is over
    }
  }

  #say(message) {
    this.#refs += 1;
    const { type, ...fields } = message;
    const ref = String(this.#refs);
    const text = JSON.stringify({ type, ref, ...fields });
    const { socket, request } = this.#connection;
    socket.write(text);
    return { ref, request, wire: this.wire(request, 'up', text) };
  }

  #take(text, request, wire) {
    const { type, ...message } = parsed(text);
    const source = { request, wire };
    switch (type) {
      case 'notification':
        this.receive(message, source);
        break;
      case 'reset':
        this.reset(message.cursor, source);
        break;
      case 'pong':
        this.trace('heartbeat', { ...source, direction: 'down' });
        break;
      case 'ack':
        // Without a ref it says where the subscription begins. With one it says where
        // our publication is, and what lies before that may be still to come.
        if (message.ref === undefined) this.cursor = message.cursor;
        else this.#answer(message.ref)?.resolve({ cursor: message.cursor });
        break;
      case 'error':
        this.#answer(message.ref)?.reject(new PublishError(
          message.detail ?? message.title, { cause: 'problem', problem: message }));
        break;
      default: // a type that we do not know is for a newer client
    }
  }

  #answer(ref) {
    const { answers } = this.#connection;
    const answer = answers.get(ref);
    answers.delete(ref);
    return answer;
  }

  async send(draft, signal) {
    const { answers } = this.#connection;
    const { ref, request, wire } = this.#say({ type: 'publish', ...draft });
    this.trace('sent', { request, wire, text: draft.title ?? '' });
    const answer = new Promise((resolve, reject) => {
      answers.set(ref, { resolve, reject });
    });
    try {
      return await abortable(answer, signal);
    } catch (error) {
      answers.delete(ref);
      throw error instanceof PublishError ? error
        : new PublishError(error.message, { cause: error.cause, unknown: true });
    }
  }
}

function socketUrl(path, location) {
  const url = new URL(path, location?.href);
  url.protocol = url.protocol.replace('http', 'ws');
  return url.href;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Lost('malformed', `the message is not JSON: ${error.message}`);
  }
}
