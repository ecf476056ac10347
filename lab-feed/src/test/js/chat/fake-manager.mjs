/** The manager and its socket as the chat sees them; a test is the server, and the time. */
export class FakeManager {

  socket_ = new FakeSocket();
  timers = [];
  browser = {
    now: () => 0,
    random: () => 0.5,
    setTimeout: callback => {
      this.timers.push(callback);
      return callback;
    },
    clearTimeout: callback => {
      this.timers = this.timers.filter(each => each !== callback);
    },
  };
  #listeners = {};

  socket(namespace, options) {
    this.socket_.namespace = namespace;
    this.socket_.auth = options.auth;
    return this.socket_;
  }

  on(event, listener) {
    (this.#listeners[event] ??= []).push(listener);
  }

  fire(event, detail) {
    this.#listeners[event]?.forEach(listener => listener(detail));
  }

  /** What was to happen later happens now. */
  pass() {
    this.timers.splice(0).forEach(callback => callback());
  }
}

class FakeSocket {

  connected = false;
  active = false;
  /** What was emitted: `[event, payload]`. */
  emitted = [];
  #listeners = {};
  #asked = [];

  on(event, listener) {
    (this.#listeners[event] ??= []).push(listener);
  }

  connect() {
    this.active = true;
  }

  emit(...args) {
    this.emitted.push(args);
  }

  timeout() {
    return {
      emitWithAck: (...args) => new Promise((resolve, reject) => {
        this.emitted.push(args);
        this.#asked.push({ resolve, reject });
      }),
    };
  }

  /** The server's answer to the oldest that waits for one. */
  async answer(value) {
    this.#asked.shift().resolve(value);
    await settled();
  }

  async enter(welcome) {
    this.connected = true;
    this.hear('connect');
    this.hear('welcome', welcome);
    await settled();
  }

  /** The connection goes; the socket comes back unless the server has ended it. */
  async lose(reason) {
    this.connected = false;
    this.active = reason !== 'io server disconnect';
    this.hear('disconnect', reason);
    this.#asked.splice(0).forEach(({ reject }) => reject(new Error('gone')));
    await settled();
  }

  hear(event, ...args) {
    this.#listeners[event]?.forEach(listener => listener(...args));
  }

  /** What was emitted since the last time. */
  take() {
    return this.emitted.splice(0);
  }
}

/** Everything that waits for a promise has run. */
const settled = () => new Promise(resolve => setImmediate(resolve));
