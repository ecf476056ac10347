import assert from 'node:assert/strict';
import test from 'node:test';
import { ProtocolError } from '../../main/resources/shared/client/engine-io-parser.js';
import { Decoder, describe, encode } from
  '../../main/resources/shared/client/socket-io-parser.js';

const bytes = (...values) => Uint8Array.of(...values);
const placeholder = num => ({ _placeholder: true, num });

/** The examples of the protocol document: "Packet encoding". */
const EXAMPLES = [
  ['CONNECT', { type: 'CONNECT' }, ['0']],
  ['CONNECT to a namespace',
    { type: 'CONNECT', namespace: '/admin', data: { sid: 'oSO0OpakMV_3jnilAAAA' } },
    ['0/admin,{"sid":"oSO0OpakMV_3jnilAAAA"}']],
  ['CONNECT_ERROR', { type: 'CONNECT_ERROR', data: { message: 'Not authorized' } },
    ['4{"message":"Not authorized"}']],
  ['EVENT', { type: 'EVENT', data: ['foo'] }, ['2["foo"]']],
  ['EVENT in a namespace', { type: 'EVENT', namespace: '/admin', data: ['bar'] },
    ['2/admin,["bar"]']],
  ['BINARY_EVENT', { type: 'EVENT', data: ['baz', bytes(1, 2, 3, 4)] },
    ['51-["baz",{"_placeholder":true,"num":0}]', bytes(1, 2, 3, 4)]],
  ['BINARY_EVENT of two attachments',
    { type: 'EVENT', namespace: '/admin', data: ['baz', bytes(1, 2), bytes(3, 4)] },
    ['52-/admin,["baz",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]',
      bytes(1, 2), bytes(3, 4)]],
  ['EVENT to be acknowledged', { type: 'EVENT', id: 12, data: ['foo'] }, ['212["foo"]']],
  ['ACK', { type: 'ACK', namespace: '/admin', id: 13, data: ['bar'] },
    ['3/admin,13["bar"]']],
  ['BINARY_ACK', { type: 'ACK', id: 15, data: ['bar', bytes(1, 2, 3, 4)] },
    ['61-15["bar",{"_placeholder":true,"num":0}]', bytes(1, 2, 3, 4)]],
  ['DISCONNECT', { type: 'DISCONNECT' }, ['1']],
  ['DISCONNECT of a namespace', { type: 'DISCONNECT', namespace: '/admin' },
    ['1/admin,']],
];

for (const [name, packet, messages] of EXAMPLES) {
  test(`${name} is written as in the protocol document`, () => {
    assert.deepEqual(encode(packet), messages);
  });

  test(`${name} is read as it was written`, () => {
    const decoder = new Decoder();

    const packets = messages.map(message => decoder.push(message));

    assert.deepEqual(packets.slice(0, -1).filter(Boolean), []); // the last completes it
    assert.deepEqual(packets.at(-1),
      { namespace: '/', id: undefined, data: undefined, ...packet });
  });
}

test('attachments may be anywhere in the data, in whatever holds bytes', () => {
  const { buffer } = bytes(0, 1, 2, 3);
  const data = ['save', { files: [{ content: buffer }], preview: new DataView(buffer, 1, 2) }];

  const [text, ...attachments] = encode({ type: 'EVENT', data });
  const decoder = new Decoder();
  const [, , packet] = [text, ...attachments].map(message => decoder.push(message));

  assert.equal(text, '52-["save",{"files":[{"content":{"_placeholder":true,"num":0}}],'
    + '"preview":{"_placeholder":true,"num":1}}]');
  assert.deepEqual(packet.data,
    ['save', { files: [{ content: bytes(0, 1, 2, 3) }], preview: bytes(1, 2) }]);
});

test('what is changed after encoding is not sent', () => {
  const image = bytes(1, 2);

  const [, attachment] = encode({ type: 'EVENT', data: ['image', image] });
  image[0] = 9;

  assert.deepEqual(attachment, bytes(1, 2));
});

test('a Buffer is binary data, although it has a toJSON', () => {
  const [text, attachment] = encode({ type: 'EVENT', data: ['x', Buffer.from([7])] });

  assert.equal(text, '51-["x",{"_placeholder":true,"num":0}]');
  assert.deepEqual(bytes(...attachment), bytes(7));
});

test('a Blob is refused, instead of being sent as {}', () => {
  assert.throws(() => encode({ type: 'EVENT', data: ['x', new Blob(['a'])] }),
    { name: 'TypeError', message: /^A Blob must be read first/ });
});

test('placeholders in a packet without attachments are data like any other', () => {
  const packet = new Decoder().push('2["x",{"_placeholder":true,"num":0}]');

  assert.deepEqual(packet.data, ['x', placeholder(0)]);
});

test('an attachment goes where its number says, and where it says so twice, to both', () => {
  const decoder = new Decoder();
  decoder.push('52-["x",{"_placeholder":true,"num":1},[{"_placeholder":true,"num":0}],'
    + '{"_placeholder":true,"num":1}]');
  decoder.push(bytes(0));

  assert.deepEqual(decoder.push(bytes(1)).data, ['x', bytes(1), [bytes(0)], bytes(1)]);
});

test('a member named __proto__ is data, and changes no prototype', () => {
  const decoder = new Decoder();
  decoder.push('51-["x",{"__proto__":{"_placeholder":true,"num":0}}]');

  const { data: [, object] } = decoder.push(bytes(1));

  assert.equal(Object.getPrototypeOf(object), Object.prototype);
  assert.deepEqual(Object.entries(object), [['__proto__', bytes(1)]]);
});

test('a packet that announces no attachment is complete', () => {
  assert.deepEqual(new Decoder().push('50-["x"]').data, ['x']);
});

test('a namespace may go on to the end, and may be long', () => {
  assert.equal(new Decoder().push('1/admin').namespace, '/admin');
  const long = `/${'é'.repeat(10_000)}`;
  assert.equal(new Decoder().push(`2${long},["x"]`).namespace, long);
});

for (const [text, rule] of [
  ['', 'A packet begins with its type, 0 to 6, was “”'],
  ['7', 'A packet begins with its type, 0 to 6, was “7”'],
  ['a', 'A packet begins with its type, 0 to 6, was “a”'],
  ['["x"]', 'A packet begins with its type, 0 to 6, was “["x"]”'],
  ['5["x"]', /^Binary packets announce their attachments, others have none/],
  ['51["x"]', /^Binary packets announce their attachments, others have none/],
  ['5-["x"]', /^Binary packets announce their attachments, others have none/],
  ['5-1-["x"]', /^Binary packets announce their attachments, others have none/],
  ['51.5-["x"]', /^Binary packets announce their attachments, others have none/],
  ['21-["x"]', /^Binary packets announce their attachments, others have none/],
  ['511-["x"]', 'A packet has at most 10 attachments, was “511-["x"]”'],
  [`5${'9'.repeat(400)}-["x"]`, /^A packet has at most 10 attachments/],
  ['29007199254740992["x"]', /^An acknowledgement id is at most 2\^53 - 1/],
  ['2-1["x"]', /^A payload must be JSON, was “-1\["x"\]”/],
  ['2["x"', /^A payload must be JSON, was “\["x"”/],
  ['2["x"]]', /^A payload must be JSON/],
  ['0[]', 'CONNECT has an object or nothing, was “0[]”'],
  ['0"sid"', 'CONNECT has an object or nothing, was “0"sid"”'],
  ['0null', 'CONNECT has an object or nothing, was “0null”'],
  ['1[]', 'DISCONNECT has no payload, was “1[]”'],
  ['2', /^An event is an array that begins with its name/],
  ['2[]', /^An event is an array that begins with its name/],
  ['2{}', /^An event is an array that begins with its name/],
  ['2[null]', /^An event is an array that begins with its name/],
  ['2[["x"]]', /^An event is an array that begins with its name/],
  ['51-[{"_placeholder":true,"num":0}]', /^An event is an array that begins with its name/],
  ...['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener',
    'removeListener'].map(name => [`2["${name}"]`, /which is not reserved/]),
  ['3["x"]', 'An acknowledgement has an id and an array, was “3["x"]”'],
  ['31', 'An acknowledgement has an id and an array, was “31”'],
  ['31{}', 'An acknowledgement has an id and an array, was “31{}”'],
  ['61-["x",{"_placeholder":true,"num":0}]', /^An acknowledgement has an id and an array/],
  ['4', 'CONNECT_ERROR is an object that has a message, was “4”'],
  ['4"no"', 'CONNECT_ERROR is an object that has a message, was “4"no"”'],
  ['4{}', 'CONNECT_ERROR is an object that has a message, was “4{}”'],
  ...[1, -1, 0.5, '"0"', 'null', '[]'].map(num =>
    [`51-["x",{"_placeholder":true,"num":${num}}]`, /^A placeholder's num is below 1/]),
  ['51-["x",{"_placeholder":true}]', /^A placeholder's num is below 1/],
  ['50-["x",{"_placeholder":true,"num":0}]', /^A placeholder's num is below 0/],
  [`51-${'['.repeat(200_000)}`, /^A payload must be JSON/],
]) {
  test(`${text.slice(0, 45)} breaks the protocol`, () => {
    assert.throws(() => new Decoder().push(text), error => {
      assert.ok(error instanceof ProtocolError, error);
      if (rule instanceof RegExp) assert.match(error.message, rule);
      else assert.equal(error.message, rule);
      return true;
    });
  });
}

test('JSON that is nested too deep to be walked over is refused', () => {
  const deep = `51-["x",${'['.repeat(100_000)}${']'.repeat(100_000)}]`;

  assert.throws(() => new Decoder().push(deep), ProtocolError);
});

test('an attachment that was not announced breaks the protocol', () => {
  assert.throws(() => new Decoder().push(bytes(1)),
    { message: 'An attachment must be announced, was not' });
});

test('one attachment too many breaks the protocol', () => {
  const decoder = new Decoder();
  decoder.push('51-["x",{"_placeholder":true,"num":0}]');
  decoder.push(bytes(1));

  assert.throws(() => decoder.push(bytes(2)), /must be announced/);
});

test('one attachment too few breaks the protocol', () => {
  const decoder = new Decoder();
  decoder.push('52-["x",{"_placeholder":true,"num":0}]');
  decoder.push(bytes(1));

  assert.throws(() => decoder.push('2["next"]'),
    { message: '2 attachments must follow their packet, were 1' });
});

test('what is shown of a packet is its head', () => {
  assert.deepEqual(describe('51-/chat,7["say",{"_placeholder":true,"num":0}]'), {
    type: 'BINARY_EVENT', namespace: '/chat', event: 'say', id: 7, attachments: 1,
  });
  assert.deepEqual(describe('0/admin,{"token":"123"}'), {
    type: 'CONNECT', namespace: '/admin', event: undefined, id: undefined, attachments: 0,
  });
  assert.deepEqual(describe(bytes(1)), { type: 'attachment' });
  assert.deepEqual(describe('8'), {
    type: 'malformed', reason: 'A packet begins with its type, 0 to 6, was “8”',
  });
});
