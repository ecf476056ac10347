/**
 * A socket whose server is in the hands of the test: what is asked waits for an answer,
 * and the connection breaks when the test says so.
 */
export class FakeSocket {

  connected = false;
  connecting = false;
  recovered = false;
  /** { event, payload, answer(value) } of what waits for an acknowledgement. */
  asked = [];
  /** [event, payload] of what wants none. */
  told = [];

  #listeners = new Map();
  #unanswered = new Set();

  on(event, listener) {
    this.#listeners.set(event, listener);
    return this;
  }

  fire(event, ...args) {
    this.#listeners.get(event)?.(...args);
  }

  emit(event, payload) {
    this.told.push([event, payload]);
  }

  get volatile() {
    return { emit: (event, payload) => this.connected && this.emit(event, payload) };
  }

  timeout() {
    return {
      emitWithAck: (event, payload) => new Promise((resolve, reject) => {
        this.asked.push({ event, payload, answer: resolve });
        this.#unanswered.add(reject);
      }),
    };
  }

  /** Asked for; `open` says that there is one. */
  connect() {
    this.connecting = true;
  }

  open({ recovered = false } = {}) {
    this.connected = true;
    this.recovered = recovered;
    this.fire('connect');
  }

  disconnect(reason = 'transport close') {
    this.connected = false;
    this.connecting = false;
    this.fire('disconnect', reason);
    this.asked = [];
    // Those that were answered do not hear it.
    this.#unanswered.forEach(fail => fail(new Error('socket has been disconnected')));
    this.#unanswered.clear();
  }

  /** The next question, which must be of this event. */
  async question(event) {
    await until(() => this.asked.length > 0);
    const next = this.asked.shift();
    if (next.event !== event) {
      throw new Error(`Expected ${event}, was ${next.event} ${JSON.stringify(next.payload)}`);
    }
    return next;
  }
}

/** Lets promises and timers go on until it is so. */
export async function until(condition) {
  const start = performance.now();
  while (!condition()) {
    if (performance.now() - start > 5_000) throw new Error(`Never so: ${condition}`);
    await new Promise(resolve => { setTimeout(resolve, 1); });
  }
}
