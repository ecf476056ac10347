/**
 * This page's own connection, by which it looks at the server (PageEvents.java). What is
 * looked at goes over other connections, those of the clients.
 *
 * Fires `welcome` (`{ page, token }`) for each connection, `picture`, `receipts`
 * (`{ id, sockets }`), `away` (why there is none), `packet`.
 */
import { connect } from '/shared/client/socket-io.js';

/** The receipts of a whole page are one packet, and its clients get the same news at once. */
const GATHER_MILLIS = 50;
/** As many as the server takes at once. */
const MAX_RECEIPTS = 100;
const ANSWER_MILLIS = 10_000;

export class Watcher extends EventTarget {

  #socket;
  #receipts = [];
  #timer;

  constructor() {
    super();
    this.#socket = connect('/rooms-admin', {
      transports: ['websocket'], autoConnect: false, reconnectionDelayMax: 3_000,
      onPacket: packet => this.#fire('packet', packet),
    });
    this.#socket.on('welcome', welcome => this.#fire('welcome', welcome));
    this.#socket.on('picture', picture => this.#fire('picture', picture));
    this.#socket.on('receipts', (id, sockets) => this.#fire('receipts', { id, sockets }));
    this.#socket.on('disconnect', reason => this.#away(reason));
    this.#socket.on('connect_error', ({ message }) => this.#away(message));
  }

  start() {
    this.#socket.connect();
  }

  stop() {
    this.#socket.disconnect();
  }

  /** Emits as the server. Gives what it answers, `{ ok }` or `{ error }`. */
  async emit(emission) {
    try {
      return await this.#socket.timeout(ANSWER_MILLIS).emitWithAck('emit', emission);
    } catch (error) {
      return { error: { message: error.message } };
    }
  }

  /** A client of this page has received an emission. */
  received(id, socket) {
    this.#receipts.push([id, socket]);
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MILLIS);
  }

  #tell() {
    this.#timer = undefined;
    while (this.#receipts.length > 0) {
      this.#socket.emit('received', this.#receipts.splice(0, MAX_RECEIPTS));
    }
  }

  #away(reason) {
    this.#receipts = [];
    this.#fire('away', { reason });
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
