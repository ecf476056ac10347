/** How a bar ends, by the cause; any other is `aborted` if it was us, else `lost`. */
const END_REASONS = {
  silent: 'timeout',
  noAnswer: 'timeout',
  bye: 'closed',
  ended: 'closed',
  closeCode: 'closed',
};

/** Tells everything observable as `trace` events, for the pictures on the pages. */
export class Traced extends EventTarget {

  #numbers;

  /** A client that goes on where another one stopped counts on with its `numbers`. */
  constructor(browser, numbers = { request: 0, wire: 0 }) {
    super();
    this.browser = browser;
    this.#numbers = numbers;
  }

  trace(kind, fields) {
    const detail = { at: this.browser.now(), kind, ...fields };
    this.dispatchEvent(new CustomEvent('trace', { detail }));
  }

  /** The next number of an HTTP exchange or WebSocket connection. */
  nextRequest() {
    this.#numbers.request += 1;
    return this.#numbers.request;
  }

  /** Shows raw text that went up or down; returns its number. */
  wire(request, direction, text) {
    this.#numbers.wire += 1;
    const { wire } = this.#numbers;
    this.trace('wire', { request, wire, direction, text });
    return wire;
  }

  /** A request ends with its connection. If we ended that, the signal knows why. */
  traceEnd(request, end, signal) {
    const { message, cause, values } = signal?.aborted ? signal.reason : end;
    const reason = END_REASONS[cause] ?? (signal?.aborted ? 'aborted' : 'lost');
    this.trace('end',
      { request, reason, detail: message, code: values?.code, cause, values });
  }
}
