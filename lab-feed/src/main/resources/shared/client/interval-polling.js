import { HttpClient } from './http-client.js';

/** Silence is normal between two questions; one answer takes no longer than this. */
const ANSWER_MILLIS = 10_000;

/**
 * Interval polling, the baseline: ask every `intervalMillis` whether there is news. An
 * ETag makes the answer "no" short: 304, without a body (RFC 9110 §13.1.2).
 */
export class IntervalPollingClient extends HttpClient {

  #intervalMillis;
  #intervalChanged;

  constructor({ intervalMillis = 2_000, ...options } = {}) {
    super({ silenceMillis: ANSWER_MILLIS, ...options });
    this.#intervalMillis = intervalMillis;
  }

  get transport() {
    return 'polling';
  }

  get intervalMillis() {
    return this.#intervalMillis;
  }

  /** Counts from the last question, at once. */
  set intervalMillis(millis) {
    this.#intervalMillis = millis;
    this.#intervalChanged?.abort();
  }

  async connect(signal) {
    let known = {}; // the tag of the last answer, and the URL that it belongs to
    const headers = url => (url === known.url ? { 'If-None-Match': known.tag } : {});
    for (;;) {
      await this.reading(signal);
      const askedAt = this.browser.now();
      this.heard();
      const { exchange, url, wire, answer } =
        await this.askForNotifications('/notifications', { headers, signal });
      this.expectSilence();
      this.opened(exchange.request);
      if (answer) {
        const tag = exchange.response.headers.get('ETag');
        known = tag ? { url, tag } : {};
        this.take(answer, { request: exchange.request, wire });
        exchange.complete();
      }
      await this.#untilNext(askedAt, signal);
    }
  }

  async #untilNext(askedAt, signal) {
    for (;;) {
      const left = askedAt + this.#intervalMillis - this.browser.now();
      if (left <= 0) return;
      this.#intervalChanged = new AbortController();
      const wakeUp = AbortSignal.any([signal, this.#intervalChanged.signal]);
      try {
        await this.sleep(left, wakeUp);
      } catch (reason) {
        if (signal.aborted) throw reason;
      }
    }
  }
}
