/**
 * What the list of packets shows of each, without a browser. A packet is what the manager
 * tells its `onPacket` (client/socket-io-manager.js).
 */
import { hex } from './wire-bytes.js';
import { parts } from './wire-grammar.js';

/** Shown of one packet; the rest is counted. */
const CHARACTERS = 4000;
const HEX_BYTES = 24;

/** The colour of a transport is the same on every page. */
const COLOURS = { polling: 'longpolling', websocket: 'websocket' };

/** The server's ping and our pong; not the probe of an upgrade. */
export function isHeartbeat({ engine: { raw } }) {
  return raw === '2' || raw === '3';
}

/**
 * One line: everything but the raw text, and what is left out of that is undefined. A page
 * with several clients says in `client` whose packet it is.
 */
export function lineOf({ client, direction, transport, engine, packet = {} }) {
  const { type = engine.type, namespace, event, id, attachments, reason } = packet;
  return {
    client,
    direction,
    transport,
    colour: COLOURS[transport],
    type,
    namespace,
    event: event === undefined ? undefined : JSON.stringify(event),
    id,
    attachments: attachments > 0 ? attachments : undefined,
    reason,
    bytes: byteLength(engine.raw),
  };
}

/** The raw text in its marked parts, or the bytes; `more` were left out. */
export function rawOf({ engine: { raw } }) {
  if (typeof raw !== 'string') {
    const shown = raw.subarray(0, HEX_BYTES);
    return { parts: [{ text: hex(shown) }], moreBytes: raw.length - shown.length };
  }
  const shown = raw.slice(0, CHARACTERS);
  return { parts: parts('socketio', shown), more: raw.length - shown.length };
}

/** The newest of what came, up to a limit; older ones are forgotten. */
export class Newest {
  #limit;
  #entries = [];

  constructor(limit) {
    this.#limit = limit;
  }

  get length() {
    return this.#entries.length;
  }

  add(entry) {
    this.#entries.push(entry);
    if (this.#entries.length > this.#limit) {
      this.#entries.shift();
    }
  }

  /** Gives them, oldest first, and keeps none. */
  take() {
    return this.#entries.splice(0);
  }
}

function byteLength(raw) {
  return typeof raw === 'string' ? new TextEncoder().encode(raw).length : raw.length;
}
