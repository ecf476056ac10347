/** How a bar ends, by the cause; any other is `aborted` if it was us, else `lost`. */
const END_REASONS = {
  silent: 'lost',
  noAnswer: 'timeout',
  bye: 'closed',
  ended: 'closed',
  closeCode: 'closed',
};

/** Tells everything observable as `trace` events, for the pictures on the pages. */
export class Traced extends EventTarget {

  #requests = 0;
  #wires = 0;

  constructor(browser) {
    super();
    this.browser = browser;
  }

  trace(kind, fields) {
    const detail = { at: this.browser.now(), kind, ...fields };
    this.dispatchEvent(new CustomEvent('trace', { detail }));
  }

  /** The next number of an HTTP exchange or WebSocket connection. */
  nextRequest() {
    this.#requests += 1;
    return this.#requests;
  }

  /** Shows raw text that went up or down; returns its number. */
  wire(request, direction, text) {
    this.#wires += 1;
    this.trace('wire', { request, wire: this.#wires, direction, text });
    return this.#wires;
  }

  /** A request ends with its connection. If we ended that, the signal knows why. */
  traceEnd(request, end, signal) {
    const { message, cause, values } = signal?.aborted ? signal.reason : end;
    const reason = END_REASONS[cause] ?? (signal?.aborted ? 'aborted' : 'lost');
    this.trace('end',
      { request, reason, detail: message, code: values?.code, cause, values });
  }
}
