/**
 * Reads one direction of one TCP connection as it comes in, and cuts it into units:
 * HTTP heads, contents by Content-Length, chunks, and after a 101 WebSocket frames.
 *
 *     feed(bytes) -> [{ type, bytes, text, read, parts, … }]
 *
 * `parts` is `read(text)`, and read only when asked for: most units are never looked
 * at. `type` is `head`, `content`, `chunk-size`, `chunk`, `chunk-end`, `frame` or
 * `raw`. A unit is given out when it is complete. Content and chunk-data that come in
 * pieces are given out in pieces, so that nothing has to be kept however large it is.
 */
import { chunkSize, eventStream, http, json } from './wire-grammar.js';

/** A head larger than this is not one: the rest is shown as raw bytes. */
const HEAD_LIMIT = 32_768;
/** Frames larger than this are shown raw. */
const FRAME_LIMIT = 1_048_576;

/** The first four bytes of a request or a response. */
const START_OF_HEAD = /^(HTTP|GET |POST|PUT |DELE|HEAD|OPTI|PATC)$/;

const OPCODES = {
  0x0: 'continuation',
  0x1: 'text',
  0x2: 'binary',
  0x8: 'close',
  0x9: 'ping',
  0xa: 'pong',
};

const utf8 = new TextDecoder();

export class ByteReader {
  #rest = new Uint8Array(0);
  #state = 'head';
  #left = 0; // bytes of this content or chunk that are still to come
  #lastChunk = false;
  #eventStream = false;
  #read;

  /**
   * @param {{status: function(number): void}} [listener] hears the status of each
   *   response
   * @param {function(string): object[]} [read] the parts of a content that is no event
   *   stream
   */
  constructor(listener = {}, read = json) {
    this.listener = listener;
    this.#read = read;
  }

  /** The other direction has switched protocols: frames follow. */
  switchToFrames() {
    this.#state = 'frames';
  }

  feed(bytes) {
    this.#rest = this.#rest.length === 0 ? bytes : concat(this.#rest, bytes);
    const units = [];
    for (let unit = this.#next(); unit; unit = this.#next()) {
      units.push(unit);
    }
    return units;
  }

  /**
   * Says that `count` bytes followed that are not shown here. What was begun before
   * them is given up, and what comes next is taken for a beginning.
   */
  skip(count) {
    const inContent = this.#state === 'content' || this.#state === 'chunk';
    if (inContent && count < this.#left) {
      this.#left -= count;
      return;
    }
    this.#rest = new Uint8Array(0);
    if (this.#state !== 'frames') {
      this.#state = 'head';
    }
  }

  #next() {
    return this.#rest.length === 0
      ? undefined
      : {
          head: () => this.#head(),
          content: () => this.#content(),
          'chunk-size': () => this.#chunkSize(),
          chunk: () => this.#content(),
          'chunk-end': () => this.#chunkEnd(),
          frames: () => this.#frame(),
          raw: () => this.#raw(),
        }[this.#state]();
  }

  #take(length) {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.slice(length);
    return taken;
  }

  #raw() {
    return unit('raw', this.#take(this.#rest.length), (text) => [{ text }]);
  }

  #head() {
    if (
      this.#rest.length >= 4 &&
      !START_OF_HEAD.test(utf8.decode(this.#rest.subarray(0, 4)))
    ) {
      return this.#raw(); // we came in the middle: wait for the next message
    }
    const end = indexOf(this.#rest, [13, 10, 13, 10]);
    if (end < 0) {
      if (this.#rest.length > HEAD_LIMIT) {
        this.#state = 'raw';
        return this.#raw();
      }
      return undefined;
    }
    const bytes = this.#take(end + 4);
    const text = utf8.decode(bytes);
    const status = Number(/^HTTP\/\d\.\d (\d{3})/.exec(text)?.[1]) || undefined;
    this.#eventStream = /\r\ncontent-type:\s*text\/event-stream/i.test(text);
    this.#left = Number(/\r\ncontent-length:\s*(\d+)/i.exec(text)?.[1] ?? 0);
    const bodiless = status === 204 || status === 304 || status === 101;
    if (status === 101) {
      this.#state = 'frames';
    } else if (!bodiless && /\r\ntransfer-encoding:\s*chunked/i.test(text)) {
      this.#state = 'chunk-size';
    } else if (!bodiless && this.#left > 0) {
      this.#state = 'content';
    } else if (this.#eventStream) {
      this.#state = 'content'; // delimited by the end of the connection
      this.#left = Infinity;
    }
    this.listener.status?.(status);
    return unit('head', bytes, http, { status });
  }

  /** Content or chunk-data: as much of it as is there. */
  #content() {
    const bytes = this.#take(Math.min(this.#left, this.#rest.length));
    this.#left -= bytes.length;
    const type = this.#state === 'chunk' ? 'chunk' : 'content';
    if (this.#left === 0) {
      this.#state = this.#state === 'chunk' ? 'chunk-end' : 'head';
    }
    return unit(type, bytes, this.#eventStream ? eventStream : this.#read);
  }

  #chunkSize() {
    const end = indexOf(this.#rest, [13, 10]);
    if (end < 0) {
      return undefined;
    }
    const bytes = this.#take(end + 2);
    this.#left = Number.parseInt(utf8.decode(bytes), 16);
    this.#lastChunk = this.#left === 0;
    if (Number.isNaN(this.#left)) {
      this.#state = 'raw';
    } else {
      this.#state = this.#left === 0 ? 'chunk-end' : 'chunk';
    }
    return unit('chunk-size', bytes, chunkSize, { size: this.#left });
  }

  #chunkEnd() {
    if (this.#rest.length < 2) {
      return undefined;
    }
    const bytes = this.#take(2);
    this.#state = this.#lastChunk ? 'head' : 'chunk-size';
    return unit('chunk-end', bytes, (text) => [{ text, kind: 'chunk-end' }]);
  }

  #frame() {
    const frame = readFrame(this.#rest);
    if (!frame) {
      if (this.#rest.length > FRAME_LIMIT) {
        this.#state = 'raw';
        return this.#raw();
      }
      return undefined;
    }
    frame.bytes = this.#take(frame.length).slice();
    return frame;
  }
}

function unit(type, bytes, read, more) {
  const text = utf8.decode(bytes);
  return {
    ...more,
    type,
    bytes,
    text,
    read,
    get parts() {
      return read(text);
    },
  };
}

/**
 * One frame of RFC 6455 §5.2 from the beginning of `bytes`; undefined while it is not
 * complete. `parts` are the fields: `{ kind, bytes, text }`, where `text` says the
 * value.
 *
 *      0               1               2               3
 *      |F|R|R|R| opcode|M| Payload len |  Extended payload length ... |
 *      |  Masking-key, if MASK is set                                 |
 *      |  Payload data                                                |
 */
export function readFrame(bytes) {
  if (bytes.length < 2) {
    return undefined;
  }
  const fin = bytes[0] >> 7;
  const rsv = (bytes[0] >> 4) & 0b111;
  const opcode = bytes[0] & 0x0f;
  const mask = bytes[1] >> 7;
  const length7 = bytes[1] & 0x7f;
  const lengthBytes = length7 === 126 ? 2 : length7 === 127 ? 8 : 0;
  const headLength = 2 + lengthBytes + 4 * mask;
  if (bytes.length < headLength) {
    return undefined;
  }
  let payloadLength = length7;
  if (lengthBytes > 0) {
    payloadLength = bytes
      .subarray(2, 2 + lengthBytes)
      .reduce((value, byte) => value * 256 + byte, 0);
  }
  const length = headLength + payloadLength;
  if (bytes.length < length) {
    return undefined;
  }
  const key = bytes.slice(2 + lengthBytes, headLength);
  const masked = bytes.slice(headLength, length);
  const payload = mask ? masked.map((byte, index) => byte ^ key[index % 4]) : masked;
  const name = OPCODES[opcode] ?? 'reserved';
  const compressed = (rsv & 0b100) !== 0;
  const text = payloadText(opcode, payload, compressed);
  const part = (kind, from, to, words) => ({
    kind,
    bytes: bytes.slice(from, to),
    text: words,
  });
  return {
    type: 'frame',
    fin,
    rsv,
    opcode,
    name,
    mask,
    payloadLength,
    length,
    payload,
    text,
    parts: [
      part(
        'fin-opcode',
        0,
        1,
        `FIN=${fin} RSV=${bits(rsv, 3)} opcode=0x${opcode.toString(16)} ${name}`,
      ),
      part('mask-length', 1, 2, `MASK=${mask} length=${length7}`),
      lengthBytes > 0 &&
        part('extended-length', 2, 2 + lengthBytes, `${payloadLength}`),
      mask === 1 && part('masking-key', 2 + lengthBytes, headLength, hex(key)),
      payloadLength > 0 &&
        part(opcode === 0x8 ? 'close-code' : 'payload', headLength, length, text),
    ].filter(Boolean),
  };
}

/** Bytes as `81 05 48`. */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function payloadText(opcode, payload, compressed) {
  if (compressed) {
    return `(permessage-deflate, ${payload.length})`;
  }
  if (opcode === 0x8 && payload.length >= 2) {
    const code = payload[0] * 256 + payload[1];
    return `${code} ${utf8.decode(payload.subarray(2))}`.trim();
  }
  return utf8.decode(payload);
}

const bits = (value, width) => value.toString(2).padStart(width, '0');

function concat(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function indexOf(bytes, wanted) {
  for (let at = 0; at + wanted.length <= bytes.length; at++) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) {
      return at;
    }
  }
  return -1;
}
