/**
 * Who waits for which acknowledgement (Socket.IO protocol v5, "Acknowledgement"): by the
 * id that the event carries and its ACK repeats.
 */
export class Acknowledgements {

  #browser;
  #call;
  #nextId = 0;
  #waiting = new Map(); // by id: { ack, withError, timer }

  /** `call(ack, args)` calls it. */
  constructor(browser, call) {
    this.#browser = browser;
    this.#call = call;
  }

  newId() {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }

  /** `onTimeout` is called before the acknowledgement is. */
  expect(id, ack, { timeoutMillis, withError = timeoutMillis !== undefined }, onTimeout) {
    const timer = timeoutMillis === undefined ? undefined
      : this.#browser.setTimeout(() => {
        onTimeout();
        this.fail(id, new Error('operation has timed out'));
      }, timeoutMillis);
    this.#waiting.set(id, { ack, withError, timer });
  }

  /** An id that nobody waits for is ignored: the time may have been over. */
  answer(id, args) {
    const { ack, withError } = this.#take(id);
    if (ack) this.#call(ack, withError ? [null, ...args] : args);
  }

  /** One that has no place for an error is never called. */
  fail(id, error) {
    const { ack, withError } = this.#take(id);
    if (withError) this.#call(ack, [error]);
  }

  /** The answers to all that was sent would have come over a connection that is gone. */
  failAll(error) {
    for (const id of [...this.#waiting.keys()]) this.fail(id, error);
  }

  #take(id) {
    const taken = this.#waiting.get(id) ?? {};
    this.#browser.clearTimeout(taken.timer);
    this.#waiting.delete(id);
    return taken;
  }
}
