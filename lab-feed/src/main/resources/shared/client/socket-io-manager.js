import { Backoff } from './backoff.js';
import { browser as theBrowser } from './browser.js';
import { Emitter } from './emitter.js';
import { NetworkWatch } from './network-watch.js';
import { Connection, shown } from './socket-io-connection.js';
import { Socket } from './socket-io-socket.js';

/** A shorter connection does not end the backing off. */
const STABLE_MILLIS = 5_000;

/**
 * One connection that the sockets of several namespaces share, made anew when it is lost.
 *
 *     idle --open--> connecting --> open
 *                      ^     |        |
 *                delay |     | lost   | lost
 *                      |     v        |
 *                      +-- waiting <--+
 *
 *     any --goOffline, or the browser's word--> offline --goOnline--> connecting
 *     connecting, open --lost, no try is left--> stopped
 *     any --close, or the last socket leaves--> idle
 *
 * Fires `state` (`{ state, attempt, delayMillis, ceilingMillis, reason, error }`, as far
 * as they are known), `packet` (see `onPacket`), `upgrade`, `upgradeError`, and as the
 * official client `open`, `close`, `error`, `ping`, `reconnect_attempt`, `reconnect`,
 * `reconnect_error`, `reconnect_failed`.
 */
export class Manager extends Emitter {

  state = 'idle';

  #url;
  #options;
  #autoConnect;
  #attempts; // tries to connect again, at most
  #sockets = new Map(); // by namespace
  #backoff;
  #network;
  #connection; // in the states connecting and open
  #timer;
  #openedAt;
  #toldOffline = false;

  /**
   * @param {string} url where the server is
   * @param {object} options the official client's, as far as they are here
   * @param {function(object): void} [options.onPacket] is told of every packet when it
   *   goes over the wire: `{ direction: 'in' | 'out', at, transport,
   *   engine: { type, raw }, packet: { type, namespace, event, id, attachments }, raw }`.
   *   `engine.raw` is what the transport carries, `raw` the Socket.IO packet in it.
   *   Engine.IO's own packets, such as a heartbeat, have no `packet`; the `packet` of
   *   bytes has the type `attachment`.
   */
  constructor(url, {
    path = '/socket.io/', query = {}, transports = ['polling', 'websocket'],
    autoConnect = true, timeout = 20_000, reconnection = true,
    reconnectionAttempts = Infinity, reconnectionDelay = 1_000,
    reconnectionDelayMax = 5_000, onPacket, browser = theBrowser,
  } = {}) {
    super(browser);
    this.browser = browser;
    this.#url = url;
    this.#options = { path, query, transports, timeout, browser };
    this.#autoConnect = autoConnect;
    this.#attempts = reconnection ? reconnectionAttempts : 0;
    this.#backoff = new Backoff({
      firstMillis: reconnectionDelay, limitMillis: reconnectionDelayMax,
      random: browser.random,
    });
    this.#network = new NetworkWatch(browser, url, {
      went: () => this.#leaveNetwork('the browser says that the network is gone'),
      came: () => this.#networkCame(),
    });
    if (onPacket) this.on('packet', onPacket);
  }

  /** The session of the connection that there is; `engine.transport.name` carries it. */
  get engine() {
    return this.#connection?.engine;
  }

  /** The socket of a namespace; there is one for each. */
  socket(namespace, options) {
    const socket = this.#sockets.get(namespace) ?? new Socket(this, namespace, options);
    this.#sockets.set(namespace, socket);
    if (this.#autoConnect) socket.connect();
    return socket;
  }

  /** Connects, unless that is under way. */
  open() {
    if (this.state !== 'idle' && this.state !== 'stopped') return;
    this.#network.start();
    this.#connect();
  }

  /** Ends the connection after what is queued; no timer and no listener is left. */
  close() {
    this.#stop('idle', 'forced close', new Error('closed by us'));
  }

  goOffline() {
    this.#leaveNetwork('told to go offline');
    this.#toldOffline = this.state === 'offline';
  }

  goOnline() {
    this.#toldOffline = false;
    if (this.state === 'offline') this.#connect();
  }

  // ---- for the sockets

  /** The messages of one packet. */
  send(messages) {
    this.#connection?.send(messages);
  }

  /** A socket has left its namespace. */
  release() {
    if (![...this.#sockets.values()].some(({ active }) => active)) this.close();
  }

  // ---- the machine itself

  #connect() {
    const { attempt } = this.#backoff;
    const connection = new Connection(this.#url, this.#options,
      packet => this.#sockets.get(packet.namespace)?.received(packet));
    this.#connection = connection;
    connection.on('open', () => this.#opened(attempt));
    connection.on('close', (reason, error) => this.#lost(reason, error));
    connection.on('packet', packet => {
      if (this.hasListeners('packet')) this.fire('packet', shown(packet));
    });
    for (const event of ['ping', 'upgrade', 'upgradeError']) {
      connection.on(event, (...args) => this.fire(event, ...args));
    }
    this.#enter('connecting', { attempt });
    if (attempt > 0) this.fire('reconnect_attempt', attempt);
  }

  #opened(attempt) {
    this.#openedAt = this.browser.now();
    this.#enter('open', { attempt });
    this.#each(socket => socket.opened());
    this.fire('open');
    if (attempt > 0) this.fire('reconnect', attempt);
  }

  #lost(reason, error) {
    const wasOpen = this.state === 'open';
    if (wasOpen && this.browser.now() - this.#openedAt >= STABLE_MILLIS) {
      this.#backoff.reset();
    }
    const { attempt } = this.#backoff;
    if (attempt >= this.#attempts) this.#stop('stopped', reason, error);
    else this.#wait(reason, error);
    if (!wasOpen) {
      this.#each(socket => socket.failed(error));
      this.fire('error', error);
      if (attempt > 0) this.fire('reconnect_error', error);
    }
    if (attempt > 0 && attempt >= this.#attempts) this.fire('reconnect_failed');
  }

  #wait(reason, error) {
    const wait = this.#backoff.next();
    this.#leave('waiting', reason, error, wait);
    if (this.state !== 'waiting') return; // a listener wanted something else
    this.#timer = this.browser.setTimeout(() => this.#connect(), wait.delayMillis);
  }

  /** From here only `open` leads on. */
  #stop(state, reason, error) {
    if (this.state === 'idle') return;
    this.#network.stop();
    this.#toldOffline = false;
    this.#backoff.reset();
    this.#leave(state, reason, error);
  }

  #leave(state, reason, error, wait) {
    const wasOpen = this.state === 'open';
    this.browser.clearTimeout(this.#timer);
    this.#connection?.leave();
    this.#connection = undefined;
    this.#enter(state, { ...wait, reason, error });
    if (!wasOpen) return;
    this.#each(socket => socket.closed(reason, error));
    this.fire('close', reason, error);
  }

  /** All that there are now: a listener may add one. */
  #each(action) {
    [...this.#sockets.values()].forEach(action);
  }

  #enter(state, details) {
    this.state = state;
    this.fire('state', { state, ...details });
  }

  #leaveNetwork(why) {
    if (['idle', 'stopped', 'offline'].includes(this.state)) return;
    this.#backoff.reset();
    this.#leave('offline', 'transport close', new Error(why));
  }

  /** Back on the network: the rest of the backing off would be wasted time. */
  #networkCame() {
    const offline = this.state === 'offline' && !this.#toldOffline;
    if (!offline && this.state !== 'waiting') return;
    this.browser.clearTimeout(this.#timer);
    this.#backoff.reset();
    this.#connect();
  }
}
