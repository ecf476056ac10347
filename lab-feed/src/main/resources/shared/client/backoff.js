/**
 * How long to wait before the next try: exponential backoff with full jitter.
 *
 * The ceiling doubles with every try, up to a limit, so that a server in trouble is
 * left alone. The delay is drawn evenly between 0 and the ceiling, so that a thousand
 * clients that lost the same server do not come back in the same instant.
 */
export class Backoff {

  /** Tries since the last connection that lasted. */
  attempt = 0;

  constructor({
    firstMillis = 1_000, limitMillis = 30_000, random = Math.random,
  } = {}) {
    this.firstMillis = firstMillis;
    this.limitMillis = limitMillis;
    this.random = random;
  }

  /** The next wait; a server may ask for a floor with Retry-After. */
  next(floorMillis = 0) {
    this.attempt += 1;
    const doubled = this.firstMillis * 2 ** (this.attempt - 1);
    const spread = Math.min(this.limitMillis, doubled);
    return {
      attempt: this.attempt,
      delayMillis: floorMillis + Math.round(this.random() * spread),
      floorMillis,
      ceilingMillis: floorMillis + spread,
    };
  }

  reset() {
    this.attempt = 0;
  }
}
