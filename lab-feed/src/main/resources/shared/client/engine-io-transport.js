import { decodePacket } from './engine-io-parser.js';

/**
 * What polling and WebSocket have in common: raw packets come in, decoded ones go on, and
 * both are shown to whoever watches.
 *
 * The `listener` is told `opened()` (WebSocket only), `packet(packet)`, `drained()` when
 * more can be sent, and `ended(reason, error)`; after `close` or `cut` what it is told is
 * of no interest any more.
 */
export class Transport {

  listener;
  /** Bytes of one HTTP body at most; the handshake says how many. */
  maxPayload = Infinity;

  #session;
  #address;
  #observe;

  /** `observe(packet)` is told of every packet; `session.id` may come later. */
  constructor(name, session, { browser, address, observe }) {
    this.name = name;
    this.browser = browser;
    this.#session = session;
    this.#address = address;
    this.#observe = observe;
  }

  /** With the parameters that the protocol demands ("Query parameters"). */
  get url() {
    const url = new URL(this.#address);
    url.searchParams.set('EIO', 4);
    url.searchParams.set('transport', this.name);
    if (this.#session.id) url.searchParams.set('sid', this.#session.id);
    if (this.name === 'websocket') url.protocol = url.protocol.replace('http', 'ws');
    return url.href;
  }

  sent(type, raw) {
    this.#show('out', type, raw);
  }

  received(raw) {
    let packet;
    try {
      packet = decodePacket(raw);
    } catch (error) {
      this.#show('in', 'malformed', raw);
      this.listener.ended('parse error', error);
      return;
    }
    this.#show('in', packet.type, raw);
    this.listener.packet(packet);
  }

  #show(direction, type, raw) {
    const at = this.browser.now();
    this.#observe({ direction, at, transport: this.name, type, raw });
  }
}
