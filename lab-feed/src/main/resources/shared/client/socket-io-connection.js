import { Emitter } from './emitter.js';
import { decodePacket } from './engine-io-parser.js';
import { EngineSocket } from './engine-io.js';
import { Decoder, describe } from './socket-io-parser.js';

/**
 * One connection, from the attempt to its end: packets of Socket.IO as messages of one
 * session of Engine.IO.
 *
 * Fires `open`, once `close` (a reason, an Error), and the session's `ping`, `upgrade`,
 * `upgradeError` and `packet`.
 */
export class Connection extends Emitter {

  #browser;
  #receive;
  #decoder = new Decoder();
  #timer;
  #over = false;

  /** `receive(packet)` throws what the server has done wrong. */
  constructor(url, { timeout, browser, ...options }, receive) {
    super(browser);
    this.#browser = browser;
    this.#receive = receive;
    this.engine = new EngineSocket(url, { ...options, browser });
    this.engine.on('open', () => {
      browser.clearTimeout(this.#timer);
      this.fire('open');
    });
    this.engine.on('message', message => this.#take(message));
    this.engine.on('close', (reason, error) => this.#end(reason, error));
    for (const event of ['ping', 'upgrade', 'upgradeError', 'packet']) {
      this.engine.on(event, (...args) => this.fire(event, ...args));
    }
    this.#timer = browser.setTimeout(() => this.#end(
      'timeout', new Error(`not connected within ${timeout} ms`)), timeout);
  }

  /** The messages of one packet, which nothing comes between. */
  send(messages) {
    for (const message of messages) this.engine.send(message);
  }

  /** Ends it after what is queued. Its end is then no news: `close` is not fired. */
  leave() {
    this.#over = true;
    this.#browser.clearTimeout(this.#timer);
    this.engine.close();
  }

  #take(message) {
    if (this.#over) return;
    try {
      const packet = this.#decoder.push(message);
      if (packet) this.#receive(packet);
    } catch (error) {
      this.#end('parse error', error);
    }
  }

  #end(reason, error) {
    if (this.#over) return;
    this.leave();
    this.fire('close', reason, error);
  }
}

/** A packet of the session as the manager's `onPacket` is told of it. */
export function shown({ direction, at, transport, type, raw }) {
  const told = { direction, at, transport, engine: { type, raw } };
  if (type !== 'message') return told;
  const { data } = decodePacket(raw);
  return { ...told, packet: describe(data), raw: data };
}
