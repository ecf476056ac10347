import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeBrowser } from '../fake-browser.mjs';

const PAGE = '../../../../../lab-socketio-concepts/src/main/resources/public/socketio/rooms';
const { ClientTrace } = await import(`${PAGE}/trace.js`);
const { Emitter } = await import('../../../main/resources/shared/client/emitter.js');

function begin() {
  const browser = new FakeBrowser();
  const told = [];
  const trace = new ClientTrace(browser, detail => told.push(detail));
  const manager = new Emitter(browser);
  trace.watch(manager);
  const signal = new AbortController();
  const get = () => trace.browser.fetch(
    'http://lab.example/socket.io/?EIO=4&transport=polling&sid=secret',
    { method: 'GET', signal: signal.signal });
  return { browser, told, trace, manager, get, signal };
}

const packet = (direction, transport, type, raw, decoded) => ({
  at: 0, direction, transport, engine: { type, raw }, packet: decoded,
});

test('a poll is a bar from its sending to the end of its answer', async () => {
  const { browser, told, get } = begin();
  const response = get();
  await browser.advance(100);
  (await browser.nextRequest()).answer(200, '42["news","abcdef"]');
  const { ok, status, text } = await response;

  assert.deepEqual([ok, status, await text()], [true, 200, '42["news","abcdef"]']);
  await browser.advance(10);
  assert.deepEqual(told, [
    { kind: 'request', at: 0, request: 1, method: 'GET', url: '/socket.io/?transport=polling' },
    { kind: 'response', at: 100, request: 1, status: 200 },
    { kind: 'end', at: 100, request: 1, reason: 'complete' },
  ]);
});

test('who knows the sid can speak for the client: it is not shown', async () => {
  const { told, get } = begin();
  get();

  assert.doesNotMatch(JSON.stringify(told), /secret/);
});

test('an event belongs to the poll that brought it', async () => {
  const { browser, told, manager, get } = begin();
  get();
  (await browser.nextRequest()).answer(200, '');
  manager.fire('packet', packet('in', 'polling', 'message', '42/rooms/shop,["news","abcdef"]',
    { type: 'EVENT', event: 'news' }));

  assert.deepEqual(told.filter(({ kind }) => kind === 'notification'), [{
    kind: 'notification', at: 0, request: 1, wire: 1,
    notification: { cursor: 'abcdef', title: 'news' },
  }]);
  assert.equal(told.at(-1).text, '42/rooms/shop,["news","abcdef"]');
});

test('a poll that fails ends, and the failure goes on to the client', async () => {
  const { browser, told, get, signal } = begin();
  const lost = get();
  (await browser.nextRequest()).fail();
  await assert.rejects(lost, TypeError);
  assert.equal(told.at(-1).reason, 'lost');

  const aborted = get();
  signal.abort(new Error('enough'));
  await assert.rejects(aborted, /enough/);
  assert.equal(told.at(-1).reason, 'aborted');
});

for (const [how, direction, type] of [
  ['from the start', 'in', 'open'], ['after an upgrade', 'out', 'upgrade'],
]) {
  test(`a WebSocket is one bar, ${how}, until it is lost`, () => {
    const { told, manager } = begin();
    manager.fire('packet', packet(direction, 'websocket', type, ''));
    manager.fire('packet', packet('in', 'websocket', 'ping', '2'));
    manager.fire('packet', packet('out', 'websocket', 'message', '42["join","blue"]',
      { type: 'EVENT', event: 'join' }));
    manager.fire('state', { state: 'waiting', reason: 'transport close' });

    assert.deepEqual(told.filter(({ kind }) => kind !== 'wire')
      .map(({ kind, request }) => [kind, request]),
    [['request', 1], ['response', 1], ['heartbeat', 1], ['sent', 1], ['end', 1],
      ['state', undefined]]);
    assert.equal(told.find(({ kind }) => kind === 'end').reason, 'lost');
  });
}

test('what is neither event nor heartbeat is no item', () => {
  const { told, manager } = begin();
  manager.fire('packet', packet('in', 'websocket', 'message', '40{"sid":"x"}',
    { type: 'CONNECT' }));
  manager.fire('packet', packet('in', 'polling', 'noop', '6'));

  assert.deepEqual(told, []);
});
