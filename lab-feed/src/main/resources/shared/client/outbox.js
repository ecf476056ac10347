import { Lost } from './connection-end.js';

/**
 * A publication that failed. `problem` is what the server objected to (RFC 9457).
 * `unknown` says that the connection ended between sending and the answer: the server
 * may or may not have it. It is then never sent again by itself: twice is worse.
 */
export class PublishError extends Error {
  constructor(message, { cause, values, problem, unknown = false } = {}) {
    super(message);
    this.cause = cause;
    this.values = values;
    this.problem = problem;
    this.unknown = unknown;
  }
}

/**
 * What is to be published, in order: the next is sent when the one before is answered.
 * While there is no connection it waits here, because then it was certainly not sent.
 */
export class Outbox {

  #queue = []; // { draft, resolve, reject }, oldest first
  #sending;    // an AbortController while one waits for its answer

  /** `send(draft, signal)` sends one; `isOpen()` says whether there is a connection. */
  constructor(browser, { send, isOpen, limit, answerMillis }) {
    this.browser = browser;
    this.send = send;
    this.isOpen = isOpen;
    this.limit = limit;
    this.answerMillis = answerMillis;
  }

  get length() {
    return this.#queue.length;
  }

  add(draft) {
    if (this.#queue.length >= this.limit) {
      return Promise.reject(new PublishError(
        `at most ${this.limit} publications wait for a connection`,
        { cause: 'queueFull', values: { limit: this.limit } }));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ draft, resolve, reject });
      this.flush();
    });
  }

  /** Sends what waits, as long as there is a connection. */
  async flush() {
    if (this.#sending) return; // that call goes on with the rest
    while (this.isOpen() && this.#queue.length > 0) {
      const { draft, resolve, reject } = this.#queue.shift();
      await this.#sendOne(draft).then(resolve, reject);
    }
  }

  async #sendOne(draft) {
    const sending = new AbortController();
    this.#sending = sending;
    const seconds = this.answerMillis / 1_000;
    const timer = this.browser.setTimeout(() => sending.abort(
      new Lost('noAnswer', `no answer within ${seconds} s`, { seconds })),
    this.answerMillis);
    try {
      return await this.send(draft, sending.signal);
    } finally {
      this.browser.clearTimeout(timer);
      this.#sending = undefined;
    }
  }

  /** Ends what is on its way; whether it arrived is then unknown. */
  abort(reason) {
    this.#sending?.abort(reason);
  }

  /** Gives up what was never sent. */
  rejectAll(reason) {
    for (const { reject } of this.#queue.splice(0)) {
      reject(new PublishError(`not sent: ${reason.message}`, { cause: 'notSent' }));
    }
  }
}
