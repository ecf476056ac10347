import { browser as theBrowser } from './browser.js';
import { Emitter } from './emitter.js';
import { Heartbeat } from './engine-io-heartbeat.js';
import { ProtocolError, decodeHandshake, toData } from './engine-io-parser.js';
import { PollingTransport } from './engine-io-polling.js';
import { EngineUpgrade } from './engine-io-upgrade.js';
import { WebSocketTransport } from './engine-io-websocket.js';

const TRANSPORTS = { polling: PollingTransport, websocket: WebSocketTransport };

/**
 * One session with an Engine.IO v4 server, whichever transport carries it: first polling,
 * which gets through everywhere, and WebSocket once it is seen that it does so, too.
 *
 *     opening --open packet--> open --close()--> closing --all is sent--> closed
 *        any --transport ends, ping is missing, packet is malformed-----> closed
 *
 * Fires `open` (the handshake), `message` (text or Uint8Array), `ping`, `upgrade` (the
 * transport), `upgradeError` (an Error; polling goes on), once `close` (a reason in the
 * official client's words, an Error), and for whoever watches `packet`:
 * `{ direction: 'in' | 'out', at, transport, type, raw }`.
 */
export class EngineSocket extends Emitter {

  readyState = 'opening';
  /** The session's id: whoever knows it can read and write in our name. */
  id;
  /** What carries the session now; `transport.name` is `polling` or `websocket`. */
  transport;

  #browser;
  #address;
  #transports;
  #writeBuffer = [];
  #flushing = false;
  #heartbeat;
  #upgrade;
  #switching = false; // from the probe's answer to the first packet over WebSocket

  constructor(url = '', {
    transports = ['polling', 'websocket'], path = '/engine.io/', query,
    browser = theBrowser,
  } = {}) {
    super(browser);
    const unknown = transports.find(name => !(name in TRANSPORTS));
    if (unknown) throw new RangeError(`There is no transport “${unknown}”`);
    this.#browser = browser;
    this.#transports = transports;
    this.#address = new URL(path, new URL(url, browser.location?.href));
    this.#address.search = new URLSearchParams(query);
    this.transport = this.#create(transports[0]);
    this.#listenTo(this.transport);
    queueMicrotask(() => { // whoever made this listens first
      if (this.readyState === 'opening') this.transport.open();
    });
  }

  /** Queues a message: text, an ArrayBuffer or a view of one. After the end: drops it. */
  send(data) {
    this.#write({ type: 'message', data: toData(data) });
  }

  /** Whether what is sent now leaves at once. */
  get writable() {
    return this.readyState === 'open' && !this.#switching && this.transport.idle;
  }

  /** Ends the session after what is queued. */
  close() {
    if (this.readyState === 'opening') this.#end('forced close');
    if (this.readyState !== 'open') return;
    this.readyState = 'closing';
    this.#flush();
  }

  /** To be called before something is entrusted to the session of a page that slept. */
  endIfSilent() {
    this.#heartbeat?.check();
  }

  #create(name) {
    return new TRANSPORTS[name](name, this, {
      browser: this.#browser, address: this.#address,
      observe: packet => this.fire('packet', packet),
    });
  }

  #listenTo(transport) {
    transport.listener = {
      opened() {}, // the server speaks first
      packet: packet => this.#take(packet),
      drained: () => this.#flush(),
      ended: (reason, error) => this.#end(reason, error),
    };
  }

  // ---- receiving

  #take(packet) {
    if (this.readyState === 'opening') this.#open(packet);
    else if (this.readyState !== 'closed') this.#takeOpen(packet);
    // else it is the rest of a payload, or the last poll's noop
  }

  #takeOpen({ type, data }) {
    switch (type) {
      case 'message':
        this.fire('message', data);
        break;
      case 'ping':
        this.#heartbeat.heard();
        this.#write({ type: 'pong', data });
        this.fire('ping');
        break;
      case 'close':
        this.#end('transport close', new Error('the server closed the session'));
        break;
      case 'noop':
        break; // it has ended a poll, which is all that it is for
      default:
        this.#end('parse error', new ProtocolError(`An open session gets no ${type}`));
    }
  }

  #open(packet) {
    let handshake;
    try {
      handshake = decodeHandshake(packet);
    } catch (error) {
      this.#end('parse error', error);
      return;
    }
    this.id = handshake.sid;
    this.transport.maxPayload = handshake.maxPayload;
    this.#heartbeat = new Heartbeat(this.#browser, handshake, () => this.#end(
      'ping timeout', new Error('no ping within pingInterval + pingTimeout')));
    this.readyState = 'open';
    this.fire('open', handshake);
    this.#flush();
    const better = this.#transports.find(name =>
      name !== this.transport.name && handshake.upgrades.includes(name));
    if (better && this.readyState === 'open') this.#upgradeTo(this.#create(better));
  }

  // ---- sending

  /** What is written within one turn of the event loop leaves together. */
  #write(packet) {
    if (this.readyState !== 'opening' && this.readyState !== 'open') return;
    this.#writeBuffer.push(packet);
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => {
      this.#flushing = false;
      this.#flush();
    });
  }

  #flush() {
    if (!['open', 'closing'].includes(this.readyState)) return;
    if (this.#switching || !this.transport.ready) return;
    if (this.#writeBuffer.length > 0) this.transport.send(this.#writeBuffer);
    else if (this.readyState === 'closing') this.#end('forced close');
  }

  // ---- changing the transport, and the end

  async #upgradeTo(websocket) {
    const polling = this.transport;
    this.#upgrade = new EngineUpgrade(polling, websocket);
    try {
      await this.#upgrade.probe();
      this.#switching = true;
      await this.#upgrade.complete();
      this.transport = websocket;
      this.#listenTo(websocket);
      this.fire('upgrade', websocket);
    } catch (error) {
      websocket.close();
      if (this.readyState === 'closed') return;
      polling.resume();
      this.fire('upgradeError', error);
    }
    this.#switching = false;
    this.#flush();
  }

  #end(reason, error = new Error('closed by us')) {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.#heartbeat?.stop();
    this.#upgrade?.abort(error);
    // A server that listens is told; one that is gone, or was the first to go, is not.
    const isHeard = this.id && ['forced close', 'parse error'].includes(reason);
    this.transport[isHeard ? 'close' : 'cut']();
    this.fire('close', reason, error);
  }
}
