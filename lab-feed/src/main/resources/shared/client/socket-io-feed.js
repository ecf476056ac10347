import { abortable, browser as theBrowser } from './browser.js';
import { PublishError } from './outbox.js';
import { SeenCursors } from './seen-cursors.js';
import { Manager } from './socket-io.js';
import { Traced } from './traced.js';
import { tracedBrowser } from './traced-browser.js';

/** Why the manager has lost its connection, in the words that all clients share. */
const CAUSES = {
  'ping timeout': 'noPing',
  'parse error': 'malformed',
  timeout: 'noAnswer',
  'transport close': 'ended',
};
/** How long a connection may take to open. */
const CONNECT_SECONDS = 20;
/** RFC 6455 §7.1.5: the connection was cut. */
const NO_CLOSE_FRAME = 1006;
/** A state in which nothing can be published any more. */
const OVER = new Set(['idle', 'stopped']);

/**
 * The feed over Socket.IO: events of the namespace `/`. What ResilientClient does for the
 * other transports — connecting again, queueing, resuming — the Socket.IO client does
 * itself; here is what the pages want to know of it.
 *
 *     < notification  (notification, cursor)   the cursor is the offset for the recovery
 *     < subscribed    (cursor)                 the first event of every connection
 *     < reset         ({ cursor }, cursor)     a gap
 *     > publish       (draft) => { cursor }, or a problem
 */
export class SocketIoFeed extends Traced {

  /** From where to go on; opaque, said by the server. */
  cursor;
  /** Notifications that came again, and were dropped. */
  duplicates = 0;
  state = 'idle';

  #manager;
  #socket;
  #source; // { request, wire } of what came last
  #unsent = []; // what a POST is about to carry, to be told with its number
  #wentUp; // { request, wire } of what was last sent over the WebSocket
  #closeCode; // of the WebSocket that has ended
  #everOpened = false;
  #refusal; // why the server does not let us in
  #paused; // { promise, resolve } while reading is paused
  #seen = new SeenCursors();

  /**
   * @param {string[]} [transports] which may carry it, the first one from the start
   * @param {string} [transport] under which name it is shown
   * @param {function(object): void} [onPacket] the manager's
   */
  constructor({
    base = '', client, topics = [], after, transports = ['polling', 'websocket'],
    transport = 'socketio', onPacket, browser = theBrowser, numbers,
  } = {}) {
    super(browser, numbers);
    this.client = client;
    this.cursor = after;
    this.transport = transport;
    this.transports = transports;
    this.#manager = new Manager(new URL(base, browser.location?.href).origin, {
      transports,
      query: client ? { client } : {}, // here, so that a look at the wire finds it
      autoConnect: false,
      timeout: CONNECT_SECONDS * 1_000,
      onPacket,
      browser: tracedBrowser(browser, this, {
        up: source => this.#up(source),
        down: source => { this.#source = source; },
        closed: code => { this.#closeCode = code; },
        reading: signal => this.#reading(signal),
      }),
    });
    this.#socket = this.#manager.socket('/', {
      auth: enter => enter({ after: this.cursor, topics: topics.join() || undefined }),
    });
    this.#listen();
  }

  // ---- for the application

  get queueLength() {
    return this.#socket.sendBuffer.length;
  }

  get paused() {
    return this.#paused !== undefined;
  }

  /** A poll that is not asked cannot be answered; a WebSocket takes whatever comes. */
  get canPauseReading() {
    return this.transports.join() === 'polling';
  }

  start() {
    this.#refusal = undefined;
    this.#socket.connect();
  }

  stop() {
    this.resumeReading();
    this.#manager.close();
  }

  goOffline() {
    this.#manager.goOffline();
  }

  goOnline() {
    this.#manager.goOnline();
  }

  pauseReading() {
    if (this.#paused || !this.canPauseReading) return;
    this.#paused = {};
    this.#paused.promise = new Promise(resolve => { this.#paused.resolve = resolve; });
  }

  resumeReading() {
    this.#paused?.resolve();
    this.#paused = undefined;
  }

  /** Resolves to `{ cursor }`. While there is no connection it waits in the send buffer. */
  async publish(draft) {
    if (OVER.has(this.state)) {
      throw new PublishError(`a client that is ${this.state} does not publish`,
        { cause: 'notSent' });
    }
    let answer;
    try {
      answer = await this.#socket.emitWithAck('publish', draft);
    } catch (error) { // sent, and the connection ended before the answer came
      throw new PublishError(error.message, { cause: 'cut', unknown: true });
    }
    if (answer.cursor === undefined) {
      throw new PublishError(answer.detail, { cause: 'problem', problem: answer });
    }
    return answer;
  }

  // ---- what becomes of the connection

  #listen() {
    this.#manager.on('state', change => this.#changed(change));
    this.#manager.on('packet', packet => this.#packet(packet));
    this.#socket
      .on('connect', () => this.#enter('open', {}))
      .on('connect_error', error => {
        if (!this.#socket.active) this.#refusal = refused(error);
      })
      .on('disconnect', reason => {
        if (!this.#socket.active) this.#refusal = { cause: 'ended', reason };
      })
      .on('subscribed', cursor => this.#subscribed(cursor))
      .on('reset', ({ cursor }) => {
        this.cursor = cursor;
        this.trace('reset', { ...this.#source, cursor });
      })
      .on('notification', notification => this.#receive(notification));
  }

  #changed({ state, reason, error, ...details }) {
    if (state === 'open') return; // when the namespace has let us in
    if (state === 'idle' && this.#refusal) {
      this.#enter('stopped', this.#refusal);
    } else {
      this.#enter(state, { ...details, ...this.#causeOf(state, reason, error) });
    }
  }

  #causeOf(state, reason, error) {
    if (state === 'connecting') {
      this.#closeCode = undefined;
      return {};
    }
    const told = { reason: error?.message ?? reason };
    if (state !== 'waiting') return { ...told, cause: 'told' };
    if (reason === 'transport error' || this.#closeCode === NO_CLOSE_FRAME) {
      return { ...told, cause: this.state === 'open' ? 'cut' : 'unreachable' };
    }
    return { ...told, cause: CAUSES[reason], values: { seconds: CONNECT_SECONDS } };
  }

  #enter(state, fields) {
    this.state = state;
    this.trace('state', { state, ...fields });
  }

  #subscribed(cursor) {
    this.cursor = cursor;
    if (this.#everOpened) {
      const { recovered } = this.#socket;
      this.trace('resume', { ...this.#source, cursor, recovered });
    }
    this.#everOpened = true;
  }

  #receive(notification) {
    const duplicate = !this.#seen.add(notification.cursor);
    this.cursor = notification.cursor;
    this.trace('notification', { ...this.#source, notification, duplicate });
    if (duplicate) this.duplicates += 1;
    else this.dispatchEvent(new CustomEvent('notification', { detail: notification }));
  }

  // ---- what went over the wire

  /** Over polling a packet is told before the POST that carries it, over WebSocket after. */
  #packet({ direction, transport, engine: { raw }, packet }) {
    if (direction === 'in') {
      if (raw === '2') this.trace('heartbeat', { ...this.#source, direction: 'down' });
      return;
    }
    const tell = source => {
      if (raw === '3') {
        this.trace('heartbeat', { ...source, direction: 'up' });
      } else if (packet?.event === 'publish') {
        const [, { title = '' }] = JSON.parse(raw.slice(raw.indexOf('[')));
        this.trace('sent', { ...source, text: title });
      }
    };
    if (transport === 'polling') this.#unsent.push(tell);
    else tell(this.#wentUp);
  }

  #up(source) {
    this.#wentUp = source;
    for (const tell of this.#unsent.splice(0)) tell(source);
  }

  async #reading(signal) {
    while (this.#paused) await abortable(this.#paused.promise, signal);
  }
}

function refused({ message, data }) {
  return { cause: 'refused', reason: message, values: { detail: data?.detail ?? message } };
}
