/**
 * Packets of Engine.IO v4 (Engine.IO protocol v4, "Packet encoding"), without any I/O.
 *
 *     4hello                a digit for the type, here message, and the data
 *     bAQIDBA==             a message of binary data, as Base64
 *     4hello<U+001E>2       several packets in one HTTP body
 *
 * A packet is `{ type, data }`. Data is text, or in a message a Uint8Array, which needs
 * Base64 only in an HTTP body: over WebSocket it is a binary frame, without a type.
 */
export const TYPES = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];

const SEPARATOR = '\x1e';
const BINARY = 'b';

/** The peer broke the protocol. The message names the rule, then what was there. */
export class ProtocolError extends Error {}

/** As it stands in an HTTP body, and, unless its data is binary, in a WebSocket frame. */
export function encodePacket({ type, data = '' }) {
  return typeof data === 'string' ? `${TYPES.indexOf(type)}${data}`
    : BINARY + toBase64(data);
}

/** Takes text, or the bytes of a binary WebSocket frame. */
export function decodePacket(raw) {
  if (typeof raw !== 'string') return { type: 'message', data: raw };
  if (raw === '') throw new ProtocolError('A packet must have a type, was empty');
  if (raw[0] === BINARY) return { type: 'message', data: fromBase64(raw.slice(1)) };
  const type = TYPES[raw[0]];
  if (type === undefined) {
    throw new ProtocolError(`A packet's type must be 0 to 6, was ${quoted(raw[0])}`);
  }
  return { type, data: raw.slice(1) };
}

export function joinPayload(rawPackets) {
  return rawPackets.join(SEPARATOR);
}

/** The packets of an HTTP body, still encoded: what comes before a bad one counts. */
export function splitPayload(body) {
  return body.split(SEPARATOR);
}

/** Text as it is; a Uint8Array of what an ArrayBuffer or a view of one holds. */
export function toData(data) {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

/** Bytes that the text takes on the wire: what `maxPayload` counts. */
export function byteLength(raw) {
  return typeof raw === 'string' ? new TextEncoder().encode(raw).length : raw.length;
}

/** What the server says first ("Handshake"). */
export function decodeHandshake({ type, data }) {
  if (type !== 'open') {
    throw new ProtocolError(`The first packet must be open, was ${type}`);
  }
  const handshake = parsed(data);
  const { sid, upgrades, pingInterval, pingTimeout, maxPayload = Infinity } =
    handshake ?? {};
  if (typeof sid !== 'string' || sid === '') {
    throw new ProtocolError(`A handshake must have a sid, was ${quoted(data)}`);
  }
  if (!Array.isArray(upgrades)) {
    throw new ProtocolError(`A handshake must list upgrades, was ${quoted(data)}`);
  }
  for (const [name, value] of Object.entries({ pingInterval, pingTimeout, maxPayload })) {
    if (!(value > 0)) {
      throw new ProtocolError(`${name} must be above 0, was ${JSON.stringify(value)}`);
    }
  }
  return { sid, upgrades, pingInterval, pingTimeout, maxPayload };
}

/** Shortened: what was wrong may be a megabyte. */
export function quoted(text) {
  return `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}

function parsed(data) {
  try {
    return JSON.parse(data);
  } catch {
    throw new ProtocolError(`A handshake must be JSON, was ${quoted(data)}`);
  }
}

function toBase64(bytes) {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** `atob` alone would also take spaces, and a padding that is not there. */
function fromBase64(text) {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new ProtocolError(
      `Binary data must be Base64 (RFC 4648 §4), was ${quoted(text)}`);
  }
  return Uint8Array.from(atob(text), character => character.charCodeAt(0));
}
