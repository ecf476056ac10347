import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConnectionTrace } from '../../../../../lab-socketio-concepts/src/main/resources/public/socketio/connection-trace.js';
import { FakeManager } from './fake-manager.mjs';

function traced() {
  const manager = new FakeManager();
  const told = [];
  const describe = (event, { text, at }) =>
    (event === 'cursor' ? undefined : { title: text, publishedAt: at });
  new ConnectionTrace(manager, each => told.push(each), describe);
  const packet = (direction, transport, type, raw, event) => manager.fire('packet', {
    at: 1, direction, transport, engine: { type, raw },
    packet: event && { type: 'EVENT', event },
  });
  return { manager, told, packet };
}

test('whatCarriesTheSessionIsABar', () => {
  const { manager, told, packet } = traced();

  packet('in', 'polling', 'open', '0{}');
  packet('out', 'websocket', 'upgrade', '5');
  manager.fire('state', { state: 'waiting', reason: 'transport close' });

  assert.deepEqual(told.map(({ kind, request, url, reason }) => [kind, request, url ?? reason]), [
    ['request', 1, '/socket.io/?EIO=4&transport=polling'], ['response', 1, undefined],
    ['end', 1, 'complete'],
    ['request', 2, '/socket.io/?EIO=4&transport=websocket'], ['response', 2, undefined],
    ['end', 2, 'lost'], ['state', undefined, 'transport close'],
  ]);
});

test('eventsAreDotsAndTicksWithTheirBytes', () => {
  const { told, packet } = traced();
  packet('in', 'websocket', 'open', '0{}');
  told.splice(0);
  const raw = '42/chat,["message",{"from":"Ada","text":"Hello","at":"2026-11-20T10:15:30Z"}]';

  packet('in', 'websocket', 'message', raw, 'message');
  packet('out', 'websocket', 'message', '42/chat,["typing",{}]', 'typing');
  packet('in', 'websocket', 'ping', '2');

  assert.deepEqual(told.map(({ kind, wire }) => [kind, wire]),
    [['notification', 1], ['wire', 1], ['sent', 2], ['wire', 2], ['heartbeat', 3], ['wire', 3]]);
  assert.deepEqual(told[0].notification,
    { cursor: 'message', title: 'Hello', publishedAt: '2026-11-20T10:15:30Z' });
  assert.equal(told[1].text, raw);
});

test('whatIsNotDescribedIsLeftOut', () => {
  const { told, packet } = traced();
  packet('in', 'websocket', 'open', '0{}');
  told.splice(0);

  packet('in', 'websocket', 'message', '42/editor,["cursor",{}]', 'cursor');
  packet('out', 'websocket', 'message', '42/editor,["cursor",{}]', 'cursor');

  assert.deepEqual(told, []);
});

test('aTokenIsNoItem', () => {
  const { manager, told } = traced();

  manager.fire('packet', {
    at: 1, direction: 'out', transport: 'websocket', packet: { type: 'CONNECT' },
    engine: { type: 'message', raw: '40/admin,{"token":"a.b.c"}' },
  });

  assert.deepEqual(told, []);
});
