import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KINDS, parts, socketIo } from '../../../main/resources/shared/wire-grammar.js';
import {
  ByteReader,
  fromBase64,
  hex,
  readFrame,
} from '../../../main/resources/shared/wire-bytes.js';

const ascii = (text) => new TextEncoder().encode(text);
const bytes = (text) =>
  Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));
const named = (found) =>
  found.filter((part) => part.kind).map((part) => [part.kind, part.text]);
const joined = (found) => found.map((part) => part.text).join('');

const REQUEST =
  'GET /poll?after=k3f9-42 HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n';
const NOTIFICATION =
  '{"cursor":"k3f9-42","topic":"orders","body":"a \\"quoted\\" {word}"}';

test('requestLineAndFieldsAreNamed', () => {
  assert.deepEqual(named(parts('http', REQUEST)), [
    ['method', 'GET'],
    ['request-target', '/poll'],
    ['query', '?after=k3f9-42'],
    ['http-version', 'HTTP/1.1'],
    ['field-name', 'Host'],
    ['field-value', 'localhost'],
    ['field-name', 'Accept'],
    ['field-value', '*/*'],
    ['end-of-head', '\r\n'],
  ]);
});

test('statusLineIsNamed', () => {
  assert.deepEqual(
    named(parts('http', 'HTTP/1.1 304 Not Modified\r\nETag: "a:b"\r\n\r\n')),
    [
      ['http-version', 'HTTP/1.1'],
      ['status-code', '304'],
      ['reason-phrase', 'Not Modified'],
      ['field-name', 'ETag'],
      ['field-value', '"a:b"'],
      ['end-of-head', '\r\n'],
    ],
  );
});

test('eventStreamFieldsCommentsAndDispatchAreNamed', () => {
  const text =
    ': heartbeat\n\nretry: 2000\nid: k3f9-42\nevent: notification\n' +
    `data: ${NOTIFICATION}\n\n`;

  const found = named(parts('event-stream', text));

  assert.deepEqual(found.slice(0, 8), [
    ['comment', ': heartbeat'],
    ['dispatch', '\n'],
    ['stream-field', 'retry'],
    ['stream-retry', '2000'],
    ['stream-field', 'id'],
    ['stream-id', 'k3f9-42'],
    ['stream-field', 'event'],
    ['stream-event', 'notification'],
  ]);
  assert.deepEqual(found.at(-1), ['dispatch', '\n']);
});

test('typeRefAndCursorOfAMessageAreNamed', () => {
  const found = named(
    parts('websocket', '{"type":"ack","ref":"1","cursor":"k3f9-42"}'),
  );

  assert.deepEqual(
    found.filter(([kind]) => ['message-type', 'ref', 'cursor'].includes(kind)),
    [
      ['message-type', '"ack"'],
      ['ref', '"1"'],
      ['cursor', '"k3f9-42"'],
    ],
  );
});

test('typesNamespaceIdNameAndPlaceholdersOfASocketIoPacketAreNamed', () => {
  const packet = '451-/admin,13["say",{"_placeholder":true,"num":0}]';

  assert.deepEqual(named(parts('socketio', packet)), [
    ['engine-type', '4'],
    ['packet-type', '5'],
    ['attachments', '1-'],
    ['namespace', '/admin,'],
    ['acknowledgment-id', '13'],
    ['content', '['],
    ['event-name', '"say"'],
    ['content', ','],
    ['placeholder', '{"_placeholder":true,"num":0}'],
    ['content', ']'],
  ]);
});

test('anAcknowledgementHasNoEventName', () => {
  assert.deepEqual(named(parts('socketio', '431["say"]')), [
    ['engine-type', '4'],
    ['packet-type', '3'],
    ['acknowledgment-id', '1'],
    ['content', '["say"]'],
  ]);
});

test('packetsOfAPollArePartedByTheirSeparator', () => {
  assert.deepEqual(named(parts('socketio', '2\x1ebAQI=\x1e40')), [
    ['engine-type', '2'],
    ['record-separator', '\x1e'],
    ['engine-type', 'b'],
    ['base64', 'AQI='],
    ['record-separator', '\x1e'],
    ['engine-type', '4'],
    ['packet-type', '0'],
  ]);
});

test('everyKindIsExplainedInBothLanguages', async () => {
  for (const language of ['en', 'fr']) {
    const { default: texts } = await import(
      `../../../main/resources/shared/i18n/${language}.js`
    );

    assert.deepEqual(
      Object.keys(KINDS).filter((kind) => !texts[`wire.part.${kind}`]),
      [],
    );
  }
});

for (const [grammar, text] of [
  ['http', REQUEST],
  [
    'http',
    `HTTP/1.1 200 OK\r\n\r\n{"notifications":[${NOTIFICATION},${NOTIFICATION}],"cursor":"k3f9-43","reset":false}`,
  ],
  ['http', 'GET / HTTP/1.1\r\nno colon here\r\n\r\n'],
  ['http', ''],
  ['http', 'HTTP/1.1 '],
  ['event-stream', 'data\ndata:\ndata:x\r\n\r\n\rid'],
  ['event-stream', 'data: {"broken": [1, {"a"'],
  ['websocket', NOTIFICATION],
  ['websocket', '{"a":{"b":{"c":[1,2,{"type":"x"}]}}}'],
  ['websocket', 'not json <b>'],
  ['socketio', ''],
  ['socketio', '42["say","<b>"]\x1ebAQI=\x1e2probe\x1e'],
  ['socketio', '452-/admin,7["x",{"_placeholder":true,"num":0},{"_placeholder":true'],
  ['socketio', '4'],
  ['socketio', '49/x,{"a'],
  ['socketio', '43/x'],
]) {
  test(`partsJoinedAreTheText: ${grammar} ${JSON.stringify(text.slice(0, 30))}`, () => {
    const found = parts(grammar, text);

    assert.equal(joined(found), text);
    for (const { kind } of found) {
      assert.ok(kind === undefined || kind in KINDS, `no such kind: ${kind}`);
    }
  });
}

/** The examples of RFC 6455 §5.7. */
for (const [title, text, expected] of [
  [
    'unmaskedText',
    '81 05 48 65 6c 6c 6f',
    { fin: 1, name: 'text', mask: 0, text: 'Hello' },
  ],
  [
    'maskedText',
    '81 85 37 fa 21 3d 7f 9f 4d 51 58',
    { fin: 1, name: 'text', mask: 1, text: 'Hello' },
  ],
  ['firstFragment', '01 03 48 65 6c', { fin: 0, name: 'text', text: 'Hel' }],
  ['lastFragment', '80 02 6c 6f', { fin: 1, name: 'continuation', text: 'lo' }],
  ['ping', '89 05 48 65 6c 6c 6f', { name: 'ping', text: 'Hello' }],
  [
    'maskedPong',
    '8a 85 37 fa 21 3d 7f 9f 4d 51 58',
    { name: 'pong', mask: 1, text: 'Hello' },
  ],
  ['closeWithCode', '88 02 03 e9', { name: 'close', text: '1001' }],
]) {
  test(`frameIsRead: ${title}`, () => {
    const frame = readFrame(bytes(text));

    for (const [name, value] of Object.entries(expected)) {
      assert.equal(frame[name], value, name);
    }
    assert.equal(frame.parts.map((part) => hex(part.bytes)).join(' '), text);
  });
}

test('extendedLengthsAreRead', () => {
  const medium = new Uint8Array(4 + 256);
  medium.set([0x82, 0x7e, 0x01, 0x00]);
  const large = new Uint8Array(10 + 65_536);
  large.set([0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0]);

  assert.deepEqual(
    [medium, large].map((frame) => readFrame(frame).payloadLength),
    [256, 65_536],
  );
  assert.equal(readFrame(medium).parts[2].text, '256');
});

test('incompleteFrameWaits', () => {
  const whole = bytes('81 85 37 fa 21 3d 7f 9f 4d 51 58');

  for (let length = 0; length < whole.length; length++) {
    assert.equal(readFrame(whole.subarray(0, length)), undefined);
  }
});

test('contentIsReadByItsLengthAndTheConnectionUsedAgain', () => {
  const reader = new ByteReader();
  const answer =
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 304 Not Modified\r\n\r\n';

  const units = reader.feed(ascii(answer));

  assert.deepEqual(
    units.map((unit) => unit.type),
    ['head', 'content', 'head'],
  );
});

test('chunkedEventStreamIsCutIntoSizesAndChunks', () => {
  const reader = new ByteReader();
  const answer =
    'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n' +
    'd\r\n: heartbeat\n\n\r\n0\r\n\r\n';

  const units = reader.feed(ascii(answer));

  assert.deepEqual(
    units.map((unit) => unit.type),
    ['head', 'chunk-size', 'chunk', 'chunk-end', 'chunk-size', 'chunk-end'],
  );
  assert.deepEqual(named(units[1].parts), [['chunk-size', 'd']]);
  assert.deepEqual(named(units[2].parts), [
    ['comment', ': heartbeat'],
    ['dispatch', '\n'],
  ]);
  assert.deepEqual(named(units[4].parts), [['last-chunk', '0']]);
});

test('bytesOneByOneGiveTheSameParts', () => {
  const answer = ascii(
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\n',
  );
  const reader = new ByteReader();

  const units = Array.from(answer).flatMap((byte) => reader.feed(Uint8Array.of(byte)));

  assert.equal(
    units.map((unit) => joined(unit.parts)).join(''),
    new TextDecoder().decode(answer),
  );
  assert.equal(units.at(-1).status, 304);
});

test('framesFollowAHandshake', () => {
  const statuses = [];
  const reader = new ByteReader({ status: (status) => statuses.push(status) });
  const handshake = ascii(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n',
  );

  const units = [
    ...reader.feed(handshake),
    ...reader.feed(bytes('81 05 48 65 6c')),
    ...reader.feed(bytes('6c 6f 89 00')),
  ];

  assert.deepEqual(statuses, [101]);
  assert.deepEqual(
    units.map((unit) => unit.name ?? unit.type),
    ['head', 'text', 'ping'],
  );
});

test('contentIsReadByTheGrammarThatIsSaid', () => {
  const reader = new ByteReader({}, socketIo);
  const answer = ascii('HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n42["a"]\x1e42[');

  const [, content] = reader.feed(answer);

  assert.deepEqual(
    content.parts.slice(0, 2).map(({ kind }) => kind),
    ['engine-type', 'packet-type'],
  );
});

test('whatIsNoPacketIsContent', () => {
  assert.deepEqual(socketIo('ok'), [{ text: 'ok', kind: 'content' }]);
});

test('headWithoutEndIsGivenUpAndShownRaw', () => {
  const reader = new ByteReader();

  const units = reader.feed(ascii(`GET /${'a'.repeat(40_000)}`));

  assert.deepEqual(
    units.map((unit) => unit.type),
    ['raw'],
  );
});

test('readerThatComesInTheMiddleWaitsForTheNextMessage', () => {
  const reader = new ByteReader();

  const units = [
    ...reader.feed(ascii('rest of some chunk\r\n')),
    ...reader.feed(ascii('HTTP/1.1 304 Not Modified\r\n\r\n')),
  ];

  assert.deepEqual(
    units.map((unit) => unit.type),
    ['raw', 'head'],
  );
});

test('contentGoesOnAfterBytesThatWereNotCopied', () => {
  const reader = new ByteReader();

  const before = reader.feed(
    ascii('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789'),
  );
  reader.skip(80);
  const after = reader.feed(ascii('0123456789HTTP/1.1 304 Not Modified\r\n\r\n'));

  assert.deepEqual(
    [...before, ...after].map((unit) => unit.type),
    ['head', 'content', 'content', 'head'],
  );
});

test('frameThatWasNotCopiedWholeIsGivenUp', () => {
  const reader = new ByteReader();
  reader.switchToFrames();

  const before = reader.feed(bytes('81 05 48 65'));
  reader.skip(3);
  const after = reader.feed(bytes('89 00'));

  assert.deepEqual([before.length, after.map((unit) => unit.name)], [0, ['ping']]);
});

test('base64IsDecoded', () => {
  assert.deepEqual(fromBase64('gQVIZWxsbw=='), bytes('81 05 48 65 6c 6c 6f'));
});
