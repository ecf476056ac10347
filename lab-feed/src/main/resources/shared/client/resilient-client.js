import { Backoff } from './backoff.js';
import { abortable, browser as theBrowser } from './browser.js';
import { Lost } from './connection-end.js';
import { NetworkWatch } from './network-watch.js';
import { Outbox, PublishError } from './outbox.js';
import { SeenCursors } from './seen-cursors.js';
import { Traced } from './traced.js';
import { Watchdog } from './watchdog.js';

/**
 * A subscriber that stays subscribed, whatever happens to its connections. One state
 * machine for every transport:
 *
 *     idle --start--> connecting --answer--> open
 *                      ^      |               |
 *                delay |      | lost          | lost
 *                      |      v               |
 *                      +-- waiting <----------+
 *
 *     any --goOffline--> offline --goOnline--> connecting
 *     any --refused----> stopped     (the next time would be the same)
 *     any --stop-------> idle
 *
 * A transport adds two methods: `connect(signal)`, which lives as long as one
 * connection and throws Lost or Refused when that ends, and `send(draft, signal)`.
 *
 * Fires `notification` (detail: the notification, each once) for the application, and
 * `trace` for whoever wants to see how it is done.
 */
export class ResilientClient extends Traced {

  /** From where to go on; opaque, said by the server. */
  cursor;
  /** Notifications that came again, and were dropped. */
  duplicates = 0;

  #state = 'idle';
  #backoff;
  #connection; // an AbortController while there is a connection
  #everOpened = false;
  #openedAt;
  #retryTimer;
  #watchdog;
  #network;
  #outbox;
  #toldOffline = false;
  #paused; // { promise, resolve } while reading is paused
  #seen = new SeenCursors();

  constructor({
    base = '', client, topics = [], after,
    backoff = {},
    silenceMillis = 40_000, // two heartbeats of 15 s may be late, not three
    stableMillis = 5_000,   // a shorter connection does not end the backing off
    answerMillis = 10_000,
    queueLimit = 100,
    browser = theBrowser,
    numbers,
  } = {}) {
    super(browser, numbers);
    this.base = base;
    this.client = client;
    this.topics = topics;
    this.cursor = after;
    this.stableMillis = stableMillis;
    this.#backoff = new Backoff({ random: browser.random, ...backoff });
    const seconds = silenceMillis / 1_000;
    this.#watchdog = new Watchdog(browser, silenceMillis, () => this.#connection.abort(
      new Lost('silent', `nothing was heard for ${seconds} s`, { seconds })));
    this.#network = new NetworkWatch(browser, base, {
      went: () => this.#networkWent(), came: () => this.#networkCame(),
    });
    this.#outbox = new Outbox(browser, {
      send: (draft, signal) => this.send(draft, signal),
      isOpen: () => this.#state === 'open',
      limit: queueLimit,
      answerMillis,
    });
  }

  // ---- for the application ----

  get state() {
    return this.#state;
  }

  get queueLength() {
    return this.#outbox.length;
  }

  get paused() {
    return this.#paused !== undefined;
  }

  get canPauseReading() {
    return true;
  }

  start() {
    if (this.#state !== 'idle' && this.#state !== 'stopped') return;
    this.#network.start();
    if (this.#network.isGone) {
      this.#leaveFor('offline', networkGone());
    } else {
      this.#connect();
    }
  }

  /** Ends everything: afterwards no timer, no listener and no connection is left. */
  stop() {
    if (this.#state === 'idle') return;
    this.#end('idle', new Lost('told', 'told to stop'));
  }

  goOffline() {
    if (this.#state === 'idle' || this.#state === 'stopped') return;
    this.#toldOffline = true;
    this.#leaveFor('offline', new Lost('told', 'told to go offline'));
  }

  goOnline() {
    this.#toldOffline = false;
    if (this.#state === 'offline') this.#connect();
  }

  /** Leaves what arrives in the socket, until the sender cannot send any more. */
  pauseReading() {
    if (this.#paused || !this.canPauseReading) return;
    this.#paused = {};
    this.#paused.promise = new Promise(resolve => { this.#paused.resolve = resolve; });
    this.#watchdog.paused = true;
  }

  resumeReading() {
    this.#paused?.resolve();
    this.#paused = undefined;
    this.#watchdog.paused = false;
  }

  /**
   * Publishes in the order of the calls; resolves to `{ cursor }`. While there is no
   * connection the draft waits for one; see outbox.js for what is sent again (nothing).
   */
  publish(draft) {
    if (this.#state === 'idle' || this.#state === 'stopped') {
      return Promise.reject(new PublishError(
        `a client that is ${this.#state} does not publish`, { cause: 'notSent' }));
    }
    return this.#outbox.add(draft);
  }

  // ---- for the transports ----

  /** The server has answered: from now on the connection counts as open. */
  opened(request) {
    if (this.#state === 'open') return;
    this.#openedAt = this.browser.now();
    this.#enter('open', { attempt: this.#backoff.attempt });
    if (this.#everOpened && this.cursor) {
      this.trace('resume', { request, cursor: this.cursor });
    }
    this.#everOpened = true;
    this.#outbox.flush();
  }

  /** For a transport that reconnects by itself. */
  reopening(lost) {
    this.#enter('connecting', { attempt: 0, ...reasonOf(lost) });
  }

  /** The server says how long to wait before the first try. */
  reconnectionTime(millis) {
    this.#backoff.firstMillis = millis;
  }

  /** Any sign of life from the server. */
  heard() {
    this.#watchdog.heard();
  }

  /** Until `heard` is called again, silence is what was agreed. */
  expectSilence() {
    this.#watchdog.rest();
  }

  /** Resolves when reading is not paused. */
  async reading(signal) {
    while (this.#paused) await abortable(this.#paused.promise, signal);
  }

  /** Takes one notification, unless it came before. `source` is { request, wire }. */
  receive(notification, source) {
    const duplicate = !this.#seen.add(notification.cursor);
    this.cursor = notification.cursor;
    this.trace('notification', { ...source, notification, duplicate });
    if (duplicate) {
      this.duplicates += 1;
      return;
    }
    this.dispatchEvent(new CustomEvent('notification', { detail: notification }));
  }

  /** The server no longer has what follows our cursor: something may be missing. */
  reset(cursor, source) {
    this.cursor = cursor;
    this.trace('reset', { ...source, cursor });
  }

  /** Waits, unless the signal ends it; leaves no timer behind. */
  async sleep(millis, signal) {
    let timer;
    try {
      await abortable(new Promise(resolve => {
        timer = this.browser.setTimeout(resolve, millis);
      }), signal);
    } finally {
      this.browser.clearTimeout(timer);
    }
  }

  url(path, parameters = {}) {
    const query = Object.entries({ ...parameters, client: this.client })
      .map(([name, value = '']) =>
        [name, [value].flat().map(encodeURIComponent).join()])
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name}=${value}`)
      .join('&');
    return this.base + path + (query && `?${query}`);
  }

  // ---- the machine itself ----

  /** One connection, from the first byte to the decision what comes after it. */
  async #connect() {
    const connection = new AbortController();
    this.#connection = connection;
    this.#openedAt = undefined;
    this.#enter('connecting', { attempt: this.#backoff.attempt });
    this.heard();
    let end = new Lost('ended', 'the server ended the connection');
    try {
      await this.connect(connection.signal);
    } catch (error) {
      end = connection.signal.aborted ? connection.signal.reason : error;
    }
    if (this.#connection !== connection) return; // we left it for another state
    if (end instanceof Lost) this.#waitAfter(end);
    else this.#end('stopped', end);
  }

  #waitAfter(lost) {
    const lasted = this.browser.now() - this.#openedAt; // NaN when it never opened
    if (lasted >= this.stableMillis) this.#backoff.reset();
    const wait = this.#backoff.next(lost.floorMillis);
    this.#disconnect(lost);
    this.#enter('waiting', { ...wait, ...reasonOf(lost) });
    this.#retryTimer = this.browser.setTimeout(() => this.#connect(), wait.delayMillis);
  }

  /** For good: only `start` leads on from here. */
  #end(state, reason) {
    this.#toldOffline = false;
    this.#network.stop();
    this.resumeReading();
    this.#outbox.rejectAll(reason);
    this.#leaveFor(state, reason);
  }

  /** To a state that has no connection and wants none. */
  #leaveFor(state, reason) {
    this.#disconnect(reason);
    this.#outbox.abort(reason);
    this.#backoff.reset();
    this.#enter(state, reasonOf(reason));
  }

  #disconnect(reason) {
    this.#watchdog.rest();
    this.browser.clearTimeout(this.#retryTimer);
    const connection = this.#connection;
    this.#connection = undefined; // first: its end is no longer news
    connection?.abort(reason);
  }

  #enter(state, fields) {
    this.#state = state;
    this.trace('state', { state, ...fields });
  }

  #networkWent() {
    if (this.#state !== 'offline') this.#leaveFor('offline', networkGone());
  }

  /** Back on the network: the rest of the backing off would be wasted time. */
  #networkCame() {
    const offline = this.#state === 'offline' && !this.#toldOffline;
    if (!offline && this.#state !== 'waiting') return;
    this.browser.clearTimeout(this.#retryTimer);
    this.#backoff.reset();
    this.#connect();
  }
}

function networkGone() {
  return new Lost('networkGone', 'the browser says that the network is gone');
}

function reasonOf({ message, cause, values }) {
  return { reason: message, cause, values };
}
