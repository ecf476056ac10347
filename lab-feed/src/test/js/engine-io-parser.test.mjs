import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ProtocolError, decodeHandshake, decodePacket, encodePacket, joinPayload, splitPayload,
} from '../../main/resources/shared/client/engine-io-parser.js';

/** The handshake of the protocol document. */
const HANDSHAKE = {
  sid: 'lv_VI97HAXpY6yYWAAAC', upgrades: ['websocket'], pingInterval: 25_000,
  pingTimeout: 20_000, maxPayload: 1_000_000,
};

test('each type is a digit', () => {
  const types = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];

  assert.deepEqual(types.map(type => encodePacket({ type })),
    ['0', '1', '2', '3', '4', '5', '6']);
  assert.deepEqual(types.map((type, digit) => decodePacket(String(digit)).type), types);
});

test('data follows the type', () => {
  assert.equal(encodePacket({ type: 'ping', data: 'probe' }), '2probe');
  assert.deepEqual(decodePacket('3probe'), { type: 'pong', data: 'probe' });
  assert.deepEqual(decodePacket('4€\n4'), { type: 'message', data: '€\n4' });
});

/** The payload of the protocol document: "HTTP long-polling". */
test('a payload holds packets parted by U+001E, binary data in Base64', () => {
  const packets = [
    { type: 'message', data: 'hello' },
    { type: 'message', data: Uint8Array.of(1, 2, 3, 4) },
  ];

  const payload = joinPayload(packets.map(encodePacket));

  assert.equal(payload, '4hello\x1ebAQIDBA==');
  assert.deepEqual(splitPayload(payload).map(decodePacket), packets);
});

test('every byte survives Base64', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);

  for (const length of [0, 1, 2, 3, 256]) {
    const data = bytes.slice(0, length);
    assert.deepEqual(decodePacket(encodePacket({ type: 'message', data })).data, data);
  }
});

test('a binary WebSocket message is a message packet without a type', () => {
  assert.deepEqual(decodePacket(Uint8Array.of(0x34, 1)),
    { type: 'message', data: Uint8Array.of(0x34, 1) });
});

for (const [raw, rule] of [
  ['', 'A packet must have a type, was empty'],
  ['7', "A packet's type must be 0 to 6, was “7”"],
  ['abc', "A packet's type must be 0 to 6, was “a”"],
  [' 4', "A packet's type must be 0 to 6, was “ ”"],
  ['-1', "A packet's type must be 0 to 6, was “-”"],
  ['bAQ', 'Binary data must be Base64 (RFC 4648 §4), was “AQ”'],
  ['bAQ I', 'Binary data must be Base64 (RFC 4648 §4), was “AQ I”'],
  ['bA===', 'Binary data must be Base64 (RFC 4648 §4), was “A===”'],
  ['bAQ=I', 'Binary data must be Base64 (RFC 4648 §4), was “AQ=I”'],
  ['bAQ_-', 'Binary data must be Base64 (RFC 4648 §4), was “AQ_-”'],
  [`b${'!'.repeat(100)}`,
    `Binary data must be Base64 (RFC 4648 §4), was “${'!'.repeat(60)}…”`],
]) {
  test(`packet ${JSON.stringify(raw.slice(0, 20))}: ${rule}`, () => {
    assert.throws(() => decodePacket(raw), { message: rule });
  });
}

test('a handshake says the session and its limits', () => {
  const packet = decodePacket(`0${JSON.stringify(HANDSHAKE)}`);

  assert.deepEqual(decodeHandshake(packet), HANDSHAKE);
});

test('a server of before maxPayload sets no limit', () => {
  const data = JSON.stringify({ ...HANDSHAKE, maxPayload: undefined });

  assert.equal(decodeHandshake({ type: 'open', data }).maxPayload, Infinity);
});

for (const [name, packet, rule] of [
  ['another type', { type: 'message', data: 'x' },
    'The first packet must be open, was message'],
  ['no JSON', { type: 'open', data: '{"sid"' },
    'A handshake must be JSON, was “{"sid"”'],
  ['null', { type: 'open', data: 'null' }, 'A handshake must have a sid, was “null”'],
  ['no sid', handshakeWithout('sid'), /^A handshake must have a sid, was /],
  ['an empty sid', handshakeWith({ sid: '' }), /^A handshake must have a sid, was /],
  ['no upgrades', handshakeWithout('upgrades'), /^A handshake must list upgrades, was /],
  ['upgrades that are no list', handshakeWith({ upgrades: 'websocket' }),
    /^A handshake must list upgrades, was /],
  ['no pingInterval', handshakeWithout('pingInterval'),
    'pingInterval must be above 0, was undefined'],
  ['no time for a pong', handshakeWith({ pingTimeout: 0 }),
    'pingTimeout must be above 0, was 0'],
  ['a maxPayload that is no number', handshakeWith({ maxPayload: 'much' }),
    'maxPayload must be above 0, was "much"'],
]) {
  test(`a handshake with ${name} breaks the protocol`, () => {
    assert.throws(() => decodeHandshake(packet), error => {
      assert.ok(error instanceof ProtocolError);
      if (rule instanceof RegExp) assert.match(error.message, rule);
      else assert.equal(error.message, rule);
      return true;
    });
  });
}

function handshakeWith(fields) {
  return { type: 'open', data: JSON.stringify({ ...HANDSHAKE, ...fields }) };
}

function handshakeWithout(name) {
  return handshakeWith({ [name]: undefined });
}
