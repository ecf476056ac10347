/** A browser whose time, chance and network are in the hands of the test. */
export class FakeBrowser {

  location = { href: 'http://lab.example/', host: 'lab.example', hostname: 'lab.example' };
  network = new CountingTarget();
  online = true;
  /** Every draw, 0 to 1. */
  chance = 0.5;
  /** Requests that wait for the test to answer them. */
  requests = [];
  /** WebSockets that were opened. */
  sockets = [];
  /** What listeners threw. */
  reported = [];

  #now = 0;
  #timers = new Map();
  #lastTimer = 0;

  /** With `rawSockets` what a WebSocket sends is kept as it is, instead of as JSON. */
  constructor({ rawSockets = false } = {}) {
    const { sockets } = this;
    this.WebSocket = class extends (rawSockets ? RawWebSocket : FakeWebSocket) {
      constructor(url) {
        super(url);
        sockets.push(this);
      }
    };
  }

  now = () => this.#now;
  random = () => this.chance;
  isOnline = () => this.online;
  reportError = error => this.reported.push(error);

  setTimeout = (callback, millis) => {
    this.#lastTimer += 1;
    this.#timers.set(this.#lastTimer, { callback, due: this.#now + millis });
    return this.#lastTimer;
  };

  clearTimeout = timer => {
    this.#timers.delete(timer);
  };

  fetch = (url, { signal, ...request }) => new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.requests.push({
      url, signal, ...request,
      answer: (status, text, answerHeaders = {}) => resolve(
        new Response(text, { status, headers: answerHeaders })),
      json: value => resolve(Response.json(value)),
      /** A response whose body the test writes piece by piece. */
      stream: (contentType = 'text/event-stream') => {
        const pipe = new FakeBody(signal);
        resolve(new Response(pipe.readable, { headers: { 'Content-Type': contentType } }));
        return pipe;
      },
      fail: () => reject(new TypeError('network error')),
    });
  });

  get timers() {
    return this.#timers.size;
  }

  /** The oldest request that has not been looked at. */
  async nextRequest() {
    await settle();
    const request = this.requests.shift();
    if (!request) throw new Error('no request was made');
    return request;
  }

  /** Lets time pass, timer by timer. */
  async advance(millis) {
    const until = this.#now + millis;
    for (;;) {
      await settle();
      const next = [...this.#timers].filter(([, { due }]) => due <= until)
        .sort(([, a], [, b]) => a.due - b.due)[0];
      if (!next) break;
      const [timer, { callback, due }] = next;
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, due);
      callback();
    }
    this.#now = until;
    await settle();
  }
}

/** Lets everything happen that waits for no timer. */
export async function settle() {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise(resolve => { setImmediate(resolve); });
  }
}

/** What a client told, in order. */
export function recordTrace(client) {
  const trace = [];
  client.addEventListener('trace', ({ detail }) => trace.push(detail));
  return {
    of: kind => trace.filter(entry => entry.kind === kind),
    states: () => trace.filter(({ kind }) => kind === 'state').map(({ state }) => state),
    last: kind => trace.filter(entry => entry.kind === kind).at(-1),
  };
}

export function notification(cursor, title = `Title of ${cursor}`) {
  return { cursor, topic: 'orders', severity: 'info', title, body: '' };
}

class CountingTarget extends EventTarget {

  #listeners = new Set();

  get listeners() {
    return this.#listeners.size;
  }

  addEventListener(type, listener) {
    this.#listeners.add(listener);
    super.addEventListener(type, listener);
  }

  removeEventListener(type, listener) {
    this.#listeners.delete(listener);
    super.removeEventListener(type, listener);
  }
}

class FakeBody {

  #controller;

  constructor(signal) {
    this.readable = new ReadableStream({
      start: controller => { this.#controller = controller; },
    }, { highWaterMark: 0 });
    signal?.addEventListener('abort', () => this.#controller.error(signal.reason));
  }

  write(text) {
    this.#controller.enqueue(new TextEncoder().encode(text));
  }

  end() {
    this.#controller.close();
  }

  cut() {
    this.#controller.error(new TypeError('network error'));
  }
}

class FakeWebSocket {

  extensions = '';
  sent = [];
  closedByUs = false;

  #listeners = []; // { type, listener }

  constructor(url) {
    this.url = url;
  }

  addEventListener(type, listener) {
    this.#listeners.push({ type, listener });
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closedByUs = true;
  }

  open() {
    this.tell('open');
  }

  say(message) {
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    this.tell('message', { data });
  }

  end(code, reason = '') {
    this.tell('close', { code, reason });
  }

  fail() {
    this.tell('error', new Event('error'));
    this.end(1006);
  }

  tell(type, event) {
    for (const each of this.#listeners) {
      if (each.type === type) each.listener(event);
    }
    this[`on${type}`](event);
  }
}

/** Text as a string, a binary message as a Uint8Array. */
class RawWebSocket extends FakeWebSocket {

  send(data) {
    this.sent.push(data);
  }

  say(data) {
    this.tell('message', { data: typeof data === 'string' ? data : data.slice().buffer });
  }
}
