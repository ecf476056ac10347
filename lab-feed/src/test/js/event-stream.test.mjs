import assert from 'node:assert/strict';
import test from 'node:test';
import { EventStreamParser } from '../../main/resources/shared/client/event-stream.js';

function parse(...chunks) {
  const parser = new EventStreamParser();
  return chunks.flatMap(chunk => parser.push(chunk));
}

function events(...chunks) {
  return parse(...chunks).filter(({ event }) => event).map(({ event }) => event);
}

function data(...chunks) {
  return events(...chunks).map(event => event.data);
}

test('a blank line dispatches', () => {
  assert.deepEqual(events('data: one\n\ndata: two\n\n'),
    [{ type: 'message', data: 'one' }, { type: 'message', data: 'two' }]);
});

test('LF, CR and CRLF each end a line', () => {
  assert.deepEqual(data('data: a\n\n', 'data: b\r\r', 'data: c\r\n\r\n'), ['a', 'b', 'c']);
});

test('any stream may be cut anywhere', () => {
  const stream = '\uFEFFid: 7\r\nevent: x\rdata: a\ndata: b\r\n\r\n: c\n\ndata: d\r\r';
  const whole = parse(stream);

  for (let i = 0; i <= stream.length; i += 1) {
    for (let j = i; j <= stream.length; j += 1) {
      const cut = parse(stream.slice(0, i), stream.slice(i, j), stream.slice(j));
      assert.deepEqual(cut.map(({ raw, ...block }) => block),
        whole.map(({ raw, ...block }) => block), `cut at ${i} and ${j}`);
    }
  }
});

test('a CR at the end of a chunk dispatches without waiting for an LF', () => {
  assert.deepEqual(data('data: a\r\n\r'), ['a']);
});

test('an LF that belongs to the CR of the chunk before is no second line end', () => {
  assert.deepEqual(data('data: a\r', '\ndata: b\n\n'), ['a\nb']);
});

test('one leading byte order mark is ignored, a second one is text', () => {
  assert.deepEqual(data('\uFEFFdata: a\n\n'), ['a']);
  assert.deepEqual(data('\uFEFF\uFEFFdata: a\n\n'), []);
});

test('several data fields are joined by LF', () => {
  assert.deepEqual(data('data: a\ndata\ndata:b\n\n'), ['a\n\nb']);
});

test('only one space after the colon is left out', () => {
  assert.deepEqual(data('data:  a\n\n', 'data:b\n\n'), [' a', 'b']);
});

test('an empty data field makes an event, no data field makes none', () => {
  assert.deepEqual(data('data\n\n', 'data:\n\n', 'event: x\n\n'), ['', '']);
});

test('the type is forgotten after each block', () => {
  assert.deepEqual(events('event: x\n\ndata: a\n\nevent: y\ndata: b\n\n'),
    [{ type: 'message', data: 'a' }, { type: 'y', data: 'b' }]);
});

test('a line that begins with a colon is a comment', () => {
  const [block] = parse(': heartbeat\n\n');

  assert.deepEqual(block.comments, ['heartbeat']);
  assert.equal(block.event, undefined);
});

test('unknown fields and fields of another case are ignored', () => {
  assert.deepEqual(data('Data: a\nfoo: b\n data: c\n\n'), []);
});

test('an id without data is remembered', () => {
  const parser = new EventStreamParser();

  const [block] = parser.push('retry: 2000\nid: k3f9-42\n\n');

  assert.equal(block.event, undefined);
  assert.equal(parser.lastEventId, 'k3f9-42');
});

test('the last event id persists, and an empty id forgets it', () => {
  const ids = parse('id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n')
    .map(({ lastEventId }) => lastEventId);

  assert.deepEqual(ids, ['1', '1', '']);
});

test('an id with NUL is ignored', () => {
  const ids = parse('id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n')
    .map(({ lastEventId }) => lastEventId);

  assert.deepEqual(ids, ['1', '1']);
});

test('an id of a block that is not finished does not count', () => {
  const parser = new EventStreamParser();

  parser.push('id: 1\n\nid: 2\ndata: a\n');

  assert.equal(parser.lastEventId, '1');
});

test('retry is digits only', () => {
  const retries = ['2000', '2s', '-1', '', '1.5']
    .map(value => parse(`retry: ${value}\n\n`)[0].retryMillis);

  assert.deepEqual(retries, [2_000, undefined, undefined, undefined, undefined]);
});

test('what no blank line completes is dropped, and can be shown', () => {
  const parser = new EventStreamParser();

  assert.deepEqual(parser.push('data: a\n\ndata: b\nid: 9'), [{
    raw: 'data: a\n\n', comments: [], retryMillis: undefined, lastEventId: '',
    event: { type: 'message', data: 'a' },
  }]);
  assert.equal(parser.unfinished, 'data: b\nid: 9');
});

test('further blank lines are no blocks', () => {
  assert.deepEqual(parse('\n\n\ndata: a\n\n\n').map(({ raw }) => raw),
    ['\n\n\ndata: a\n\n']);
});
