import assert from 'node:assert/strict';
import test from 'node:test';
import { WebSocketClient } from '../../main/resources/shared/client/web-socket.js';
import { FakeBrowser, notification, recordTrace, settle } from './fake-browser.mjs';

function given(options) {
  const browser = new FakeBrowser();
  const client = new WebSocketClient({ browser, client: 'c1', ...options });
  const arrived = [];
  client.addEventListener('notification', ({ detail }) => arrived.push(detail.cursor));
  const trace = recordTrace(client);
  client.start();
  return { browser, client, arrived, trace };
}

async function givenOpen(options) {
  const parts = given(options);
  const socket = parts.browser.sockets.at(-1);
  socket.open();
  socket.say({ type: 'ack', cursor: 'k-0' });
  await settle();
  return { ...parts, socket };
}

const draft = { topic: 'orders', severity: 'info', title: 'Hello', body: '' };

test('the URL has the scheme of a WebSocket', () => {
  const { browser } = given({ after: 'earliest', topics: ['a'] });

  assert.equal(browser.sockets[0].url,
    'ws://lab.example/ws?after=earliest&topics=a&client=c1');
});

test('it takes notifications and shows their text', async () => {
  const { arrived, socket, trace } = await givenOpen();

  socket.say({ type: 'notification', ...notification('k-1') });
  await settle();

  assert.deepEqual(arrived, ['k-1']);
  assert.equal(trace.last('notification').notification.type, undefined);
  assert.deepEqual(JSON.parse(trace.last('wire').text),
    { type: 'notification', ...notification('k-1') });
});

test('an ack answers the publication with its ref', async () => {
  const { client, socket } = await givenOpen();

  const published = client.publish(draft);
  await settle();
  assert.deepEqual(socket.sent, [{ type: 'publish', ref: '1', ...draft }]);
  socket.say({ type: 'ack', ref: '1', cursor: 'k-9' });

  assert.deepEqual(await published, { cursor: 'k-9' });
  assert.equal(client.cursor, 'k-0'); // what lies between may be still to come
});

test('an error rejects the publication, and the connection lives', async () => {
  const { client, socket } = await givenOpen();

  const rejected = assert.rejects(client.publish(draft), error =>
    error.problem.field === 'title' && !error.unknown);
  await settle();
  socket.say({ type: 'error', ref: '1', status: 400, detail: 'too long', field: 'title' });

  await rejected;
  assert.equal(client.state, 'open');
});

test('a connection that ends before the answer leaves it unknown', async () => {
  const { browser, client, socket } = await givenOpen();
  const rejected = assert.rejects(client.publish(draft), { unknown: true, cause: 'cut' });
  await settle();

  socket.end(1006);
  await rejected;
  await browser.advance(1_000);
  browser.sockets.at(-1).open();
  await settle();

  assert.deepEqual(browser.sockets.at(-1).sent, []); // not sent again
});

test('it pings, and a pong keeps it alive', async () => {
  const { browser, client, socket, trace } = await givenOpen({ pingMillis: 15_000 });

  for (let i = 1; i <= 4; i += 1) {
    await browser.advance(15_000);
    assert.deepEqual(socket.sent.at(-1), { type: 'ping', ref: String(i) });
    socket.say({ type: 'pong', ref: String(i), cursor: 'k-0' });
    await settle();
  }

  assert.equal(client.state, 'open');
  assert.deepEqual(trace.of('heartbeat').slice(0, 2).map(({ direction }) => direction),
    ['up', 'down']);
});

test('without a pong the server is dead', async () => {
  const { browser, client, socket, trace } = await givenOpen({ pingMillis: 15_000 });

  await browser.advance(30_000);

  assert.equal(client.state, 'waiting');
  assert.equal(trace.last('end').cause, 'silent');
  assert.equal(socket.closedByUs, true);
});

test('policy and too big are not tried again', async () => {
  for (const code of [1003, 1008, 1009]) {
    const { browser, client, socket, trace } = await givenOpen();

    socket.end(code, 'no');
    await browser.advance(60_000);

    assert.equal(client.state, 'stopped');
    assert.equal(trace.last('end').code, code);
    assert.equal(browser.sockets.length, 1);
  }
});

test('a server that stops is tried again, from the cursor', async () => {
  const { browser, socket, trace } = await givenOpen();
  socket.say({ type: 'notification', ...notification('k-1') });
  await settle();

  socket.end(1001, 'server is stopping');
  await browser.advance(1_000);
  browser.sockets.at(-1).open();
  await settle();

  assert.match(browser.sockets.at(-1).url, /after=k-1/);
  assert.equal(trace.last('resume').cursor, 'k-1');
});

test('what arrived before the close is taken', async () => {
  const { arrived, socket } = await givenOpen();

  socket.say({ type: 'notification', ...notification('k-1') });
  socket.say({ type: 'notification', ...notification('k-2') });
  socket.end(1001);
  await settle();

  assert.deepEqual(arrived, ['k-1', 'k-2']);
});

test('a handshake that fails is a lost connection', async () => {
  const { browser, client, trace } = given();

  browser.sockets[0].fail();
  await settle();

  assert.equal(client.state, 'waiting');
  assert.equal(trace.last('state').cause, 'unreachable');
});

test('a gap is said aloud', async () => {
  const { client, socket, trace } = await givenOpen();

  socket.say({ type: 'reset', cursor: 'n-0' });
  await settle();

  assert.equal(trace.last('reset').cursor, 'n-0');
  assert.equal(client.cursor, 'n-0');
});

test('a message that is not JSON ends the connection', async () => {
  const { client, socket } = await givenOpen();

  socket.say('oops');
  await settle();

  assert.equal(client.state, 'waiting');
  assert.equal(socket.closedByUs, true);
});

test('stop closes, and leaves nothing behind', async () => {
  const { browser, client, socket, trace } = await givenOpen();

  client.stop();
  await settle();

  assert.equal(socket.closedByUs, true);
  assert.equal(browser.timers, 0);
  assert.equal(trace.last('end').reason, 'aborted');
});

// ---- pausing ----

test('reading a WebSocket cannot be paused', async () => {
  const { client } = await givenOpen();

  client.pauseReading();

  assert.equal(client.canPauseReading, false);
  assert.equal(client.paused, false);
});

test('reading a WebSocketStream can: what waits is taken later', async () => {
  const browser = new FakeBrowser();
  let incoming;
  const written = [];
  const readable = new ReadableStream({ start: c => { incoming = c; } });
  const writable = new WritableStream({ write: text => { written.push(text); } });
  let close;
  browser.WebSocketStream = class {
    opened = Promise.resolve({ readable, writable, extensions: '' });
    closed = new Promise(resolve => { close = resolve; });
    close() {}
  };
  const client = new WebSocketClient({ browser });
  const trace = recordTrace(client);
  client.start();
  await settle();
  assert.equal(client.canPauseReading, true);

  client.pauseReading();
  incoming.enqueue(JSON.stringify({ type: 'notification', ...notification('k-1') }));
  await browser.advance(60_000); // the watchdog is paused, too; the pings go on
  assert.equal(trace.of('notification').length, 0);
  assert.equal(written.length, 4);
  client.resumeReading();
  await settle();
  assert.equal(trace.of('notification').length, 1);

  incoming.close();
  close({ closeCode: 1001, reason: 'server is stopping' });
  await settle();
  assert.equal(trace.last('end').code, 1001);
  assert.equal(client.state, 'waiting');
});
