import { ProtocolError, quoted, toData } from './engine-io-parser.js';

/**
 * Packets of Socket.IO v5 (Socket.IO protocol v5, "Packet encoding"), without any I/O.
 *
 *     2["hello",1]                                   an EVENT in the namespace /
 *     2/admin,13["hello",1]                          in /admin, to be acknowledged as 13
 *     3/admin,13["thanks"]                           its ACK
 *     51-["image",{"_placeholder":true,"num":0}]     a BINARY_EVENT, and after it one
 *     <01 02 03 04>                                  attachment, a message of its own
 *
 * A packet is `{ type, namespace, id, data }`. EVENT and ACK are binary by what is in
 * their data, so nobody has to say it.
 */
export const TYPES = [
  'CONNECT', 'DISCONNECT', 'EVENT', 'ACK', 'CONNECT_ERROR', 'BINARY_EVENT', 'BINARY_ACK',
];

/** Names that mean something else to the listeners of a socket, here or on the server. */
export const RESERVED_EVENTS = new Set([
  'connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener',
  'removeListener',
]);

/** As many as the official parser takes. */
const MAX_ATTACHMENTS = 10;

/**
 * The messages that carry the packet: one of text, then its attachments. They are copies:
 * what is changed afterwards was not meant to be sent.
 */
export function encode({ type, namespace = '/', id = '', data }) {
  const attachments = [];
  const json = data === undefined ? '' : JSON.stringify(data, function(key, value) {
    const original = this[key]; // `value` has been through toJSON
    if (globalThis.Blob && original instanceof Blob) {
      throw new TypeError('A Blob must be read first: await blob.arrayBuffer()');
    }
    if (!isBinary(original)) return value;
    attachments.push(toData(original).slice());
    return { _placeholder: true, num: attachments.length - 1 };
  });
  const count = attachments.length;
  const head = TYPES.indexOf(count > 0 ? `BINARY_${type}` : type)
    + (count > 0 ? `${count}-` : '') + (namespace === '/' ? '' : `${namespace},`);
  return [head + id + json, ...attachments];
}

/** Puts packets together from the messages that carry them, in the order they come. */
export class Decoder {

  #incomplete;

  /** Gives the packet that the message completes, if it does. */
  push(message) {
    if (typeof message === 'string') return this.#begin(decodeText(message));
    if (!this.#incomplete) {
      throw new ProtocolError('An attachment must be announced, was not');
    }
    this.#incomplete.received.push(message);
    return this.#complete();
  }

  #begin(packet) {
    if (this.#incomplete) {
      const { attachments, received } = this.#incomplete;
      throw new ProtocolError(
        `${attachments} attachments must follow their packet, were ${received.length}`);
    }
    this.#incomplete = { ...packet, received: [] };
    return this.#complete();
  }

  #complete() {
    const { type, namespace, id, data, attachments, places, received } = this.#incomplete;
    if (received.length < attachments) return undefined;
    this.#incomplete = undefined;
    for (const { holder, key, num } of places) holder[key] = received[num];
    return { type: type.replace('BINARY_', ''), namespace, id, data };
  }
}

/** The packet's type, how many attachments it announces, and the rest of its head. */
const HEAD = /^([0-6])(?:(\d+)-)?(?:(\/[^,]*)(?:,|$))?(\d+)?/;

/** What one text message says, and the `places` of its attachments. */
export function decodeText(text) {
  const match = HEAD.exec(text);
  demand(match, 'A packet begins with its type, 0 to 6', text);
  const [head, digit, count, namespace = '/', digits] = match;
  const type = TYPES[digit];
  const isBinary = type.startsWith('BINARY_');
  const attachments = Number(count ?? 0);
  const id = digits === undefined ? undefined : Number(digits);
  demand(isBinary === (count !== undefined),
    'Binary packets announce their attachments, others have none', text);
  demand(attachments <= MAX_ATTACHMENTS,
    `A packet has at most ${MAX_ATTACHMENTS} attachments`, text);
  demand(id === undefined || Number.isSafeInteger(id),
    'An acknowledgement id is at most 2^53 - 1', text);
  const places = [];
  const data = parse(text.slice(head.length), isBinary && places);
  const kind = type.replace('BINARY_', '');
  demand(IS_VALID[kind](data, id), PAYLOAD_RULES[kind], text);
  for (const { num } of places) {
    demand(Number.isInteger(num) && num >= 0 && num < attachments,
      `A placeholder's num is below ${attachments}`, text);
  }
  return { type, namespace, id, data, attachments, places };
}

/** What there is to show of the packet in a message, good or bad. */
export function describe(message) {
  if (typeof message !== 'string') return { type: 'attachment' };
  try {
    const { type, namespace, id, data, attachments } = decodeText(message);
    const event = type.endsWith('EVENT') ? data[0] : undefined;
    return { type, namespace, event, id, attachments };
  } catch (error) {
    return { type: 'malformed', reason: error.message };
  }
}

const PAYLOAD_RULES = {
  CONNECT: 'CONNECT has an object or nothing',
  DISCONNECT: 'DISCONNECT has no payload',
  EVENT: 'An event is an array that begins with its name, which is not reserved',
  ACK: 'An acknowledgement has an id and an array',
  CONNECT_ERROR: 'CONNECT_ERROR is an object that has a message',
};

const IS_VALID = {
  CONNECT: data => data === undefined || isObject(data),
  DISCONNECT: data => data === undefined,
  EVENT: data => Array.isArray(data) && !RESERVED_EVENTS.has(data[0])
    && (typeof data[0] === 'string' || typeof data[0] === 'number'),
  ACK: (data, id) => Array.isArray(data) && id !== undefined,
  CONNECT_ERROR: data => isObject(data) && typeof data.message === 'string',
};

/** Notes the placeholders in `places`, if there is such a list. */
function parse(json, places) {
  if (json === '') return undefined;
  try {
    return JSON.parse(json, places && function(key, value) {
      if (value?._placeholder === true) {
        places.push({ holder: this, key, num: value.num });
      }
      return value;
    });
  } catch (error) {
    throw new ProtocolError(
      `A payload must be JSON, was ${quoted(json)}: ${error.message}`);
  }
}

function isBinary(value) {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function demand(kept, rule, text) {
  if (!kept) throw new ProtocolError(`${rule}, was ${quoted(text)}`);
}
