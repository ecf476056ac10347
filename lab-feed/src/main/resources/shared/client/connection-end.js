/**
 * Why a connection ended: `Lost` is worth another try, `Refused` is not.
 *
 * `cause` is a word for programs and for translations, `message` a sentence for people.
 */
class ConnectionEnd extends Error {
  constructor(cause, message, values = {}) {
    super(message);
    this.cause = cause;
    this.values = values;
  }
}

/** The client waits, then tries again: after `floorMillis` at the earliest. */
export class Lost extends ConnectionEnd {
  floorMillis = 0;
}

/** The same question would get the same answer: the client stops. */
export class Refused extends ConnectionEnd {}

/** 4xx that pass: timeout, too early, too many requests (RFC 9110, 8470, 6585). */
const PASSING_STATUSES = new Set([408, 425, 429]);

/** What an HTTP status that is not the expected one means (RFC 9110 §15). */
export function endOfStatus(status, detail = '', retryAfterSeconds = 0) {
  const values = { status, detail };
  const message = `the server answered ${status}${detail && `: ${detail}`}`;
  if (status === 204) {
    return new Refused('noContent', 'the server answered 204: no more to come', values);
  }
  if (status === 409) {
    return new Refused('replaced', 'another poll came under the same name', values);
  }
  if (status < 500 && !PASSING_STATUSES.has(status)) {
    return new Refused('status', message, values);
  }
  const lost = new Lost('status', message, values);
  lost.floorMillis = retryAfterSeconds * 1_000;
  return lost;
}

/**
 * Close codes after which reconnecting would only repeat the mistake (RFC 6455 §7.4.1):
 * done, protocol error, unacceptable data, inconsistent data, policy, too big, missing
 * extension; and the registered 3000 unauthorized, 3003 forbidden. All others pass:
 * 1001 going away, 1006 no close frame at all, 1011 error, 1012 restart, 1013 later.
 */
const FINAL_CODES = new Set([1000, 1002, 1003, 1007, 1008, 1009, 1010, 3000, 3003]);

/** 1013, try again later: the server says that it has too much to do. */
const TRY_AGAIN_LATER = 1013;
const TRY_AGAIN_LATER_MILLIS = 2_000;

/** What a WebSocket close code means. */
export function endOfCloseCode(code, reason = '') {
  const values = { code, reason };
  if (code === 1006) {
    return new Lost('cut', 'the connection was cut, without a close frame', values);
  }
  const message = `the server closed with ${code}${reason && `: ${reason}`}`;
  if (FINAL_CODES.has(code)) {
    return new Refused('closeCode', message, values);
  }
  const lost = new Lost('closeCode', message, values);
  if (code === TRY_AGAIN_LATER) lost.floorMillis = TRY_AGAIN_LATER_MILLIS;
  return lost;
}
