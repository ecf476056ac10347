/**
 * How an event is to be emitted. Each step gives a new one and changes none, so that one
 * can be kept: `const soon = socket.timeout(500)`.
 */
export class Emission {

  #send;
  #flags;

  /** `send(event, args, flags)` does it. */
  constructor(send, flags = {}) {
    this.#send = send;
    this.#flags = flags;
  }

  /**
   * Dropped, if it cannot leave at once: what is next is worth more than what was. Whoever
   * awaits an acknowledgement of it should set a time-out, too.
   */
  get volatile() {
    return new Emission(this.#send, { ...this.#flags, isVolatile: true });
  }

  /** The acknowledgement is called with an Error first, or null: `(error, ...args)`. */
  timeout(millis) {
    return new Emission(this.#send, { ...this.#flags, timeoutMillis: millis });
  }

  /** A function as last argument asks for an acknowledgement. */
  emit(event, ...args) {
    this.#send(event, args, this.#flags);
  }

  /**
   * Resolves to the first value of the acknowledgement; rejects when the time is over, or
   * the connection with it.
   */
  emitWithAck(event, ...args) {
    return new Promise((resolve, reject) => {
      const ack = (error, value) => (error ? reject(error) : resolve(value));
      this.#send(event, [...args, ack], { ...this.#flags, withError: true });
    });
  }
}
