import assert from 'node:assert/strict';
import { test } from 'node:test';
import texts from '../../../main/resources/shared/packet-list-texts.js';
import { TYPES as ENGINE_TYPES } from '../../../main/resources/shared/client/engine-io-parser.js';
import { TYPES, describe } from '../../../main/resources/shared/client/socket-io-parser.js';
import {
  Newest,
  isHeartbeat,
  lineOf,
  rawOf,
} from '../../../main/resources/shared/packet-model.js';

const packet = (raw, more) => ({
  direction: 'in',
  at: 0,
  transport: 'websocket',
  engine: { type: ENGINE_TYPES[raw[0]], raw },
  ...(raw[0] === '4' ? { packet: describe(raw.slice(1)), raw: raw.slice(1) } : {}),
  ...more,
});

const joined = ({ parts }) => parts.map(({ text }) => text).join('');

test('lineSaysTypeNamespaceEventAndAckId', () => {
  assert.deepEqual(lineOf(packet('42/chat,13["say","é"]')), {
    client: undefined,
    direction: 'in',
    transport: 'websocket',
    colour: 'websocket',
    type: 'EVENT',
    namespace: '/chat',
    event: '"say"',
    id: 13,
    attachments: undefined,
    reason: undefined,
    bytes: 22,
  });
});

test('lineSaysWhoseItIsWhereSeveralClientsShareTheList', () => {
  assert.equal(lineOf(packet('2', { client: '3B' })).client, '3B');
});

test('ackIdZeroIsAnAckId', () => {
  assert.equal(lineOf(packet('430[]')).id, 0);
});

test('announcedAttachmentsAreCounted', () => {
  const line = lineOf(packet('451-["x",{"_placeholder":true,"num":0}]'));

  assert.deepEqual([line.type, line.attachments], ['BINARY_EVENT', 1]);
});

test('packetsOfTheEngineHaveTheirOwnTypeOnly', () => {
  const { type, namespace, event, id } = lineOf(packet('6', { transport: 'polling' }));

  assert.deepEqual([type, namespace, event, id], ['noop', undefined, undefined, undefined]);
});

test('pollingHasTheColourOfLongPolling', () => {
  assert.equal(lineOf(packet('6', { transport: 'polling' })).colour, 'longpolling');
});

test('malformedPacketSaysWhatIsWrong', () => {
  const { type, reason } = lineOf(packet('48'));

  assert.deepEqual(
    [type, reason],
    ['malformed', 'A packet begins with its type, 0 to 6, was “8”'],
  );
});

test('pingAndPongAreHeartbeats', () => {
  assert.deepEqual(
    ['2', '3', '2probe', '3probe', '6', '42["2"]'].map((raw) => isHeartbeat(packet(raw))),
    [true, true, false, false, false, false],
  );
});

test('longTextIsCutAndCounted', () => {
  const raw = `42["x","${'a'.repeat(5000)}"]`;

  const shown = rawOf(packet(raw));

  assert.equal(joined(shown), raw.slice(0, 4000));
  assert.equal(shown.more, raw.length - 4000);
});

test('bytesAreShownInHexadecimalCutAndCounted', () => {
  const bytes = Uint8Array.from({ length: 30 }, (_, index) => index);
  const attachment = packet('4', {
    engine: { type: 'message', raw: bytes },
    packet: { type: 'attachment' },
  });

  assert.equal(lineOf(attachment).bytes, 30);
  assert.equal(joined(rawOf(attachment)).slice(0, 11), '00 01 02 03');
  assert.equal(rawOf(attachment).moreBytes, 6);
});

test('newestForgetTheOldest', () => {
  const newest = new Newest(3);
  for (const n of [1, 2, 3, 4, 5]) newest.add(n);

  assert.equal(newest.length, 3);
  assert.deepEqual(newest.take(), [3, 4, 5]);
  assert.deepEqual(newest.take(), []);
});

test('everyTypeIsExplained', () => {
  const types = [...ENGINE_TYPES, ...TYPES, 'attachment', 'malformed'];

  const explained = Object.keys(texts.en)
    .filter((key) => key.startsWith('packets.type.'))
    .map((key) => key.slice('packets.type.'.length));
  assert.deepEqual(explained.sort(), types.sort());
});
