/**
 * Cuts raw text into the parts that its specification names. Joining the parts gives
 * the text again, byte for byte: nothing is hidden, nothing is made pretty.
 *
 * A part is `{ text, kind }`; `kind` is a key of KINDS, or undefined for what has no
 * name.
 */

/** The specifications' own words for the parts, and where they say them. */
export const KINDS = {
  method: { term: 'method', source: 'RFC 9110 §9' },
  'request-target': { term: 'request-target', source: 'RFC 9112 §3.2' },
  query: { term: 'query', source: 'RFC 3986 §3.4' },
  'http-version': { term: 'HTTP-version', source: 'RFC 9112 §2.3' },
  'status-code': { term: 'status-code', source: 'RFC 9110 §15' },
  'reason-phrase': { term: 'reason-phrase', source: 'RFC 9112 §4' },
  'field-name': { term: 'field name', source: 'RFC 9110 §5.1' },
  'field-value': { term: 'field value', source: 'RFC 9110 §5.5' },
  'end-of-head': { term: 'empty line', source: 'RFC 9112 §2.1' },
  content: { term: 'content', source: 'RFC 9110 §6.4' },
  'chunk-size': { term: 'chunk-size', source: 'RFC 9112 §7.1' },
  'chunk-end': { term: 'CRLF after chunk-data', source: 'RFC 9112 §7.1' },
  'last-chunk': { term: 'last-chunk', source: 'RFC 9112 §7.1' },
  'stream-field': { term: 'field', source: 'WHATWG HTML, “Parsing an event stream”' },
  'stream-id': {
    term: 'id: last event ID',
    source: 'WHATWG HTML, “Interpreting an event stream”',
  },
  'stream-event': {
    term: 'event: event type',
    source: 'WHATWG HTML, “Interpreting an event stream”',
  },
  'stream-data': {
    term: 'data',
    source: 'WHATWG HTML, “Interpreting an event stream”',
  },
  'stream-retry': {
    term: 'retry: reconnection time',
    source: 'WHATWG HTML, “Interpreting an event stream”',
  },
  comment: { term: 'comment', source: 'WHATWG HTML, “Parsing an event stream”' },
  dispatch: {
    term: 'blank line: dispatch',
    source: 'WHATWG HTML, “Interpreting an event stream”',
  },
  'member-name': { term: 'member name', source: 'RFC 8259 §4' },
  'message-type': { term: 'type', source: 'lab protocol' },
  ref: { term: 'ref', source: 'lab protocol' },
  cursor: { term: 'cursor', source: 'lab protocol' },
  'fin-opcode': { term: 'FIN, RSV1–3, opcode', source: 'RFC 6455 §5.2' },
  'mask-length': { term: 'MASK, Payload length', source: 'RFC 6455 §5.2' },
  'extended-length': { term: 'Extended payload length', source: 'RFC 6455 §5.2' },
  'masking-key': { term: 'Masking-key', source: 'RFC 6455 §5.3' },
  payload: { term: 'Payload data', source: 'RFC 6455 §5.2' },
  'close-code': { term: 'Close code', source: 'RFC 6455 §7.4' },
  'engine-type': {
    term: 'packet type of Engine.IO',
    source: 'Engine.IO protocol v4, “Protocol”',
  },
  'record-separator': {
    term: 'record separator, U+001E',
    source: 'Engine.IO protocol v4, “Packet encoding”',
  },
  base64: { term: 'Base64', source: 'Engine.IO protocol v4, “Packet encoding”' },
  'packet-type': {
    term: 'packet type of Socket.IO',
    source: 'Socket.IO protocol v5, “Exchange protocol”',
  },
  attachments: {
    term: '# of binary attachments',
    source: 'Socket.IO protocol v5, “Packet encoding”',
  },
  namespace: { term: 'namespace', source: 'Socket.IO protocol v5, “Packet encoding”' },
  'acknowledgment-id': {
    term: 'acknowledgment id',
    source: 'Socket.IO protocol v5, “Acknowledgement”',
  },
  'event-name': {
    term: 'name of the event',
    source: 'Socket.IO protocol v5, “Sending and receiving data”',
  },
  placeholder: {
    term: 'placeholder',
    source: 'Socket.IO protocol v5, “Packet encoding”',
  },
};

const METHODS = 'GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|CONNECT|TRACE';
const REQUEST_LINE = new RegExp(
  `^(${METHODS})( )([^ ?\r\n]+)(\\?[^ \r\n]*)?( )(HTTP/\\d\\.\\d)`,
);
const STATUS_LINE = /^(HTTP\/\d(?:\.\d)?)( )(\d{3})( ?)([^\r\n]*)/;

/**
 * The parts of one text in one of the grammars `http`, `event-stream`, `websocket`,
 * `socketio`.
 */
export function parts(grammar, text) {
  if (REQUEST_LINE.test(text) || STATUS_LINE.test(text)) {
    return http(text, grammar);
  }
  if (grammar === 'event-stream') {
    return eventStream(text);
  }
  if (grammar === 'socketio') {
    return socketIo(text);
  }
  return json(text, grammar === 'websocket' ? 'payload' : 'content');
}

/** A request or response: its first line, header fields, and what follows. */
export function http(text, grammar = 'http') {
  const found = [];
  let rest = text;
  const take = (pattern, kinds) => {
    const match = pattern.exec(rest);
    if (match) {
      rest = rest.slice(match[0].length);
      match.slice(1).forEach((part, index) => push(found, part, kinds[index]));
    }
    return match !== null;
  };
  const END = /^(\r?\n)/;
  if (
    take(REQUEST_LINE, ['method', , 'request-target', 'query', , 'http-version']) ||
    take(STATUS_LINE, ['http-version', , 'status-code', , 'reason-phrase'])
  ) {
    take(END, []);
    while (
      take(/^([^\s:]+)(:[ \t]*)([^\r\n]*)(\r?\n|$)/, ['field-name', , 'field-value'])
    ) {
      // one field line after the other
    }
    take(END, ['end-of-head']);
  }
  return rest === '' ? found : [...found, ...parts(grammar, rest)];
}

const STREAM_KINDS = {
  id: 'stream-id',
  event: 'stream-event',
  data: 'stream-data',
  retry: 'stream-retry',
};

/** An event stream: fields, comments, and the blank lines that dispatch. */
export function eventStream(text) {
  const found = [];
  for (const [, line, end] of text.matchAll(/([^\r\n]*)(\r\n|\r|\n|$)/g)) {
    const [, name, colon, value] = /^([^:]*)(: ?)?(.*)$/.exec(line);
    if (line === '') {
      push(found, end, end ? 'dispatch' : undefined);
      continue;
    }
    if (line.startsWith(':')) {
      push(found, line, 'comment');
    } else {
      push(found, name, 'stream-field');
      push(found, colon ?? '');
      if (name === 'data') {
        found.push(...json(value, 'stream-data'));
      } else {
        push(found, value, STREAM_KINDS[name]);
      }
    }
    push(found, end);
  }
  return found;
}

/** Packets of Engine.IO, and those of Socket.IO that its messages are. */
export function socketIo(text) {
  const found = [];
  for (const [index, packet] of text.split('\x1e').entries()) {
    push(found, index > 0 ? '\x1e' : '', 'record-separator');
    const [, type, rest] = /^([0-6b]?)([^]*)$/.exec(packet);
    push(found, type, 'engine-type');
    if (type === '4') {
      found.push(...socketIoPacket(rest));
    } else {
      push(found, rest, type === 'b' ? 'base64' : 'content');
    }
  }
  return found;
}

const PACKET_HEAD = /^([0-6])(\d+-)?(\/[^,]*(?:,|$))?(\d+)?/;
const HEAD_KINDS = ['packet-type', 'attachments', 'namespace', 'acknowledgment-id'];
const EVENT_NAME = /^(\[)("(?:[^"\\]|\\.)*")/;
const PLACEHOLDER = /(\{"_placeholder":true,"num":\d+\})/;

function socketIoPacket(text) {
  const found = [];
  const head = PACKET_HEAD.exec(text) ?? [''];
  head.slice(1).forEach((part, index) => push(found, part, HEAD_KINDS[index]));
  let payload = text.slice(head[0].length);
  const event = /[25]/.test(head[1]) && EVENT_NAME.exec(payload);
  if (event) {
    push(found, event[1], 'content');
    push(found, event[2], 'event-name');
    payload = payload.slice(event[0].length);
  }
  payload.split(PLACEHOLDER).forEach((part, index) => {
    push(found, part, index % 2 === 1 ? 'placeholder' : 'content');
  });
  return found;
}

/** JSON: member names, and the values that steer the protocol. Not a parser. */
export function json(text, otherwise = 'content') {
  const found = [];
  let last = 0;
  for (const match of text.matchAll(/"(\w+)"(\s*:\s*)("(?:[^"\\]|\\.)*"|[^,}\]]*)/g)) {
    const [all, name, colon, value] = match;
    push(found, text.slice(last, match.index), otherwise);
    push(found, `"${name}"`, 'member-name');
    push(found, colon, otherwise);
    const nested = value.startsWith('[') || value.startsWith('{');
    push(found, nested ? value.slice(0, 1) : value, VALUE_KINDS[name] ?? otherwise);
    last = match.index + all.length;
    if (nested) {
      const inner = json(text.slice(last - value.length + 1), otherwise);
      return merge([...found, ...inner]);
    }
  }
  push(found, text.slice(last), otherwise);
  return merge(found);
}

const VALUE_KINDS = { type: 'message-type', ref: 'ref', cursor: 'cursor' };

/** The chunk-size line of RFC 9112 §7.1, with its CRLF. */
export function chunkSize(line) {
  const [, size, extension, end] =
    /^([0-9A-Fa-f]+)([^\r\n]*)(\r?\n?)$/.exec(line) ?? [];
  return size === undefined
    ? [{ text: line }]
    : [
        { text: size, kind: /^0+$/.test(size) ? 'last-chunk' : 'chunk-size' },
        { text: extension + end, kind: undefined },
      ];
}

function push(found, text, kind) {
  if (text) {
    found.push({ text, kind });
  }
}

function merge(found) {
  const merged = [];
  for (const part of found) {
    if (merged.at(-1)?.kind === part.kind) {
      merged.at(-1).text += part.text;
    } else {
      merged.push({ ...part });
    }
  }
  return merged;
}
