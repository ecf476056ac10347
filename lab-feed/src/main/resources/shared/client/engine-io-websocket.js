import { encodePacket } from './engine-io-parser.js';
import { Transport } from './engine-io-transport.js';

/**
 * Engine.IO over WebSocket (Engine.IO protocol v4, "WebSocket"): each packet in a message
 * of its own, binary data without Base64.
 */
export class WebSocketTransport extends Transport {

  /** Whether packets can be sent now. */
  ready = false;

  #socket;

  /** Whether what is sent now leaves at once, instead of waiting in the browser. */
  get idle() {
    return this.ready && !(this.#socket.bufferedAmount > 0);
  }

  open() {
    let socket;
    try {
      socket = new this.browser.WebSocket(this.url);
    } catch (error) {
      this.listener.ended('transport error', error); // such as ws: from an https: page
      return;
    }
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.ready = true;
      this.listener.opened();
    };
    socket.onmessage = ({ data }) =>
      this.received(typeof data === 'string' ? data : new Uint8Array(data));
    let reason = 'transport close';
    socket.onerror = () => { // says nothing; `close` follows, and has a code
      reason = 'transport error';
    };
    socket.onclose = ({ code, reason: why }) => this.listener.ended(reason,
      new Error(`the WebSocket was closed with ${code}${why && `: ${why}`}`));
  }

  /** Takes the whole queue. */
  send(queue) {
    for (const packet of queue.splice(0)) {
      const raw = packet.data instanceof Uint8Array ? packet.data : encodePacket(packet);
      this.#socket.send(raw);
      this.sent(packet.type, raw);
    }
    this.listener.drained();
  }

  close() {
    this.#socket?.close();
  }

  cut() {
    this.close();
  }
}
