import assert from 'node:assert/strict';
import test from 'node:test';
import { Lost, Refused } from '../../main/resources/shared/client/connection-end.js';
import { ResilientClient } from '../../main/resources/shared/client/resilient-client.js';
import { FakeBrowser, notification, recordTrace, settle } from './fake-browser.mjs';

/** A transport whose connections the test opens and ends. */
class FakeTransport extends ResilientClient {

  connections = [];
  sent = [];

  connect(signal) {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      const request = this.nextRequest();
      const open = () => this.opened(request);
      this.connections.push({ request, signal, open, end: reject });
    });
  }

  send(draft, signal) {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.sent.push({ draft, resolve, reject });
    });
  }

  get connection() {
    return this.connections.at(-1);
  }
}

function given(options) {
  const browser = new FakeBrowser();
  const client = new FakeTransport({ browser, ...options });
  return { browser, client, trace: recordTrace(client) };
}

async function givenOpen(options) {
  const parts = given(options);
  parts.client.start();
  parts.client.connection.open();
  await settle();
  return parts;
}

const lost = new Lost('cut', 'the connection was cut');

test('it connects, and is open when the server has answered', () => {
  const { client, trace } = given();

  client.start();
  client.connection.open();

  assert.deepEqual(trace.states(), ['connecting', 'open']);
});

test('a lost connection is followed by a wait, and another try', async () => {
  const { browser, client, trace } = await givenOpen();

  client.connection.end(lost);
  await settle();

  assert.deepEqual(trace.last('state'), {
    at: 0, kind: 'state', state: 'waiting', attempt: 1,
    delayMillis: 500, floorMillis: 0, ceilingMillis: 1_000,
    reason: 'the connection was cut', cause: 'cut', values: {},
  });
  await browser.advance(499);
  assert.equal(client.connections.length, 1);
  await browser.advance(1);
  assert.equal(client.connections.length, 2);
});

test('each failure doubles the ceiling', async () => {
  const { browser, client, trace } = given();
  client.start();

  for (let i = 0; i < 4; i += 1) {
    client.connection.end(lost);
    await browser.advance(30_000);
  }

  const ceilings = trace.of('state').filter(({ state }) => state === 'waiting')
    .map(({ ceilingMillis }) => ceilingMillis);
  assert.deepEqual(ceilings, [1_000, 2_000, 4_000, 8_000]);
});

test('only a connection that lasted ends the backing off', async () => {
  const { browser, client, trace } = await givenOpen({ stableMillis: 5_000 });
  client.connection.end(lost);
  await browser.advance(500);

  client.connection.open();
  await browser.advance(4_999);
  client.connection.end(lost);
  await settle();
  assert.equal(trace.last('state').attempt, 2);

  await browser.advance(1_000);
  client.connection.open();
  await browser.advance(5_000);
  client.connection.end(lost);
  await settle();
  assert.equal(trace.last('state').attempt, 1);
});

test('the server may name the first ceiling', async () => {
  const { client, trace } = await givenOpen();

  client.reconnectionTime(2_000);
  client.connection.end(lost);
  await settle();

  assert.equal(trace.last('state').ceilingMillis, 2_000);
});

test('a refusal stops it', async () => {
  const { browser, client, trace } = await givenOpen();

  client.connection.end(new Refused('closeCode', 'the server closed with 1008'));
  await browser.advance(60_000);

  assert.deepEqual(trace.states(), ['connecting', 'open', 'stopped']);
  assert.equal(trace.last('state').reason, 'the server closed with 1008');
  assert.equal(client.connections.length, 1);
});

test('an error in the program stops it, rather than repeat', async () => {
  const { client } = await givenOpen();

  client.connection.end(new TypeError('undefined is not a function'));
  await settle();

  assert.equal(client.state, 'stopped');
});

test('it can be started again after it stopped', async () => {
  const { client } = await givenOpen();
  client.connection.end(new Refused('noContent', 'no more'));
  await settle();

  client.start();

  assert.equal(client.state, 'connecting');
});

test('a silent peer is dead', async () => {
  const { browser, client, trace } = await givenOpen({ silenceMillis: 40_000 });

  await browser.advance(39_999);
  assert.equal(client.state, 'open');
  await browser.advance(1);

  assert.equal(client.state, 'waiting');
  assert.equal(trace.last('state').cause, 'silent');
  assert.deepEqual(trace.last('state').values, { seconds: 40 });
});

test('any sign of life satisfies the watchdog', async () => {
  const { browser, client } = await givenOpen({ silenceMillis: 40_000 });

  for (let i = 0; i < 5; i += 1) {
    await browser.advance(30_000);
    client.heard();
  }

  assert.equal(client.state, 'open');
});

test('a server that does not answer at all is noticed, too', async () => {
  const { browser, client } = given({ silenceMillis: 40_000 });
  client.start();

  await browser.advance(40_000);

  assert.equal(client.state, 'waiting');
});

test('the watchdog is quiet while reading is paused, or silence was agreed', async () => {
  const { browser, client } = await givenOpen({ silenceMillis: 40_000 });

  client.pauseReading();
  await browser.advance(100_000);
  client.expectSilence();
  client.resumeReading();
  await browser.advance(100_000);
  assert.equal(client.state, 'open');

  client.heard();
  await browser.advance(40_000);
  assert.equal(client.state, 'waiting');
});

test('a reconnection says from which cursor it resumes', async () => {
  const { browser, client, trace } = await givenOpen();
  client.receive(notification('k3f9-42'), { request: 1, wire: 1 });
  client.connection.end(lost);
  await browser.advance(1_000);

  client.connection.open();

  assert.deepEqual(trace.of('resume'),
    [{ at: 1_000, kind: 'resume', request: 2, cursor: 'k3f9-42' }]);
});

test('what comes twice is dropped and counted', () => {
  const { client, trace } = given();
  const arrived = [];
  client.addEventListener('notification', ({ detail }) => arrived.push(detail.cursor));

  for (const cursor of ['a-1', 'a-2', 'a-1', 'a-2', 'a-3']) {
    client.receive(notification(cursor), { request: 1, wire: 1 });
  }

  assert.deepEqual(arrived, ['a-1', 'a-2', 'a-3']);
  assert.equal(client.duplicates, 2);
  assert.deepEqual(trace.of('notification').map(({ duplicate }) => duplicate),
    [false, false, true, true, false]);
});

test('memory for duplicates is bounded', () => {
  const { client } = given();

  for (let i = 0; i < 6_000; i += 1) client.receive(notification(`a-${i}`), {});

  client.receive(notification('a-0'), {});
  assert.equal(client.duplicates, 0);
  client.receive(notification('a-5999'), {});
  assert.equal(client.duplicates, 1);
});

test('a gap moves the cursor and is said', () => {
  const { client, trace } = given();

  client.reset('b-0', { request: 3, wire: 9 });

  assert.equal(client.cursor, 'b-0');
  assert.deepEqual(trace.of('reset'),
    [{ at: 0, kind: 'reset', request: 3, wire: 9, cursor: 'b-0' }]);
});

test('what is published without a connection waits, and goes out in order', async () => {
  const { browser, client } = given();
  client.start();
  const answers = ['a', 'b'].map(title => client.publish({ title }));
  await browser.advance(30_000);
  assert.equal(client.queueLength, 2);
  assert.equal(client.sent.length, 0);

  client.connection.open();
  await settle();
  assert.deepEqual(client.sent.map(({ draft }) => draft.title), ['a']);
  client.sent[0].resolve({ cursor: 'k-1' });
  await settle();
  client.sent[1].resolve({ cursor: 'k-2' });

  assert.deepEqual(await Promise.all(answers), [{ cursor: 'k-1' }, { cursor: 'k-2' }]);
  assert.equal(client.queueLength, 0);
});

test('the queue is bounded', async () => {
  const { client } = given({ queueLimit: 2 });
  client.start();
  const waiting = [client.publish({}), client.publish({})];

  await assert.rejects(client.publish({}),
    { cause: 'queueFull', message: 'at most 2 publications wait for a connection' });

  client.stop();
  await Promise.allSettled(waiting);
});

test('what was sent and not answered is unknown, and never sent again', async () => {
  const { browser, client } = await givenOpen();
  const rejected = assert.rejects(client.publish({ title: 'once' }), { cause: 'noAnswer' });
  await browser.advance(10_000);
  await rejected;

  client.connection.end(lost);
  await browser.advance(60_000);
  client.connection.open();
  await settle();

  assert.equal(client.sent.length, 1);
});

test('stopping rejects what waits', async () => {
  const { client } = given();
  client.start();
  const rejected = assert.rejects(client.publish({ title: 'a' }), { cause: 'notSent' });

  client.stop();

  await rejected;
});

test('a client that is idle or stopped does not publish', async () => {
  const { client } = given();

  await assert.rejects(client.publish({}), { cause: 'notSent' });
});

test('told to be offline it disconnects, keeps the queue, and comes back at once', async () => {
  const { browser, client, trace } = await givenOpen();

  client.goOffline();
  const answer = client.publish({ title: 'later' });
  await browser.advance(60_000);
  assert.equal(client.connections[0].signal.aborted, true);
  assert.equal(client.connections.length, 1);
  client.goOnline();
  client.connection.open();
  await settle();
  client.sent[0].resolve({ cursor: 'k-1' });

  assert.deepEqual(await answer, { cursor: 'k-1' });
  assert.deepEqual(trace.states(), ['connecting', 'open', 'offline', 'connecting', 'open']);
});

test('it follows the browser offline and back', async () => {
  const { browser, client } = await givenOpen();

  browser.network.dispatchEvent(new Event('offline'));
  assert.equal(client.state, 'offline');
  browser.network.dispatchEvent(new Event('online'));

  assert.equal(client.state, 'connecting');
});

test('back on the network it does not wait any longer', async () => {
  const { browser, client } = await givenOpen();
  client.connection.end(lost);
  await settle();

  browser.network.dispatchEvent(new Event('online'));

  assert.equal(client.state, 'connecting');
  await browser.advance(39_999);
  assert.equal(client.connections.length, 2);
});

test('who was told to be offline stays there when the network comes', async () => {
  const { browser, client } = await givenOpen();
  client.goOffline();

  browser.network.dispatchEvent(new Event('online'));

  assert.equal(client.state, 'offline');
});

test('without a network it does not even try', () => {
  const { browser, client } = given();
  browser.online = false;

  client.start();

  assert.equal(client.state, 'offline');
  assert.equal(client.connections.length, 0);
});

test('a server on this machine needs no network', async () => {
  for (const hostname of ['localhost', '127.0.0.1', '[::1]']) {
    const browser = new FakeBrowser();
    browser.location = { href: `http://${hostname}:7002/`, hostname };
    browser.online = false;
    const client = new FakeTransport({ browser });

    client.start();
    browser.network.dispatchEvent(new Event('offline'));

    assert.equal(client.state, 'connecting', hostname);
    client.stop();
  }
});

test('stop leaves no timer and no listener, in whatever state it was', async () => {
  const situations = {
    connecting: () => {},
    open: ({ client }) => client.connection.open(),
    publishing: ({ client }) => {
      client.connection.open();
      client.publish({}).catch(() => {});
    },
    paused: ({ client }) => {
      client.connection.open();
      client.pauseReading();
    },
    waiting: ({ client }) => client.connection.end(lost),
    offline: ({ client }) => client.goOffline(),
    stopped: ({ client }) => client.connection.end(new Refused('policy', 'no')),
  };
  for (const [name, bring] of Object.entries(situations)) {
    const parts = given();
    parts.client.start();
    bring(parts);
    await settle();

    parts.client.stop();
    await settle();

    assert.equal(parts.browser.timers, 0, `timers when ${name}`);
    assert.equal(parts.browser.network.listeners, 0, `listeners when ${name}`);
    assert.equal(parts.client.connection.signal.aborted || name === 'waiting'
      || name === 'stopped', true, `connection when ${name}`);
    assert.equal(parts.client.state, 'idle', name);
  }
});

test('starting twice makes one connection', () => {
  const { client } = given();

  client.start();
  client.start();

  assert.equal(client.connections.length, 1);
});

test('the end of a connection that was left changes nothing any more', async () => {
  const { client } = await givenOpen();
  client.goOffline();
  client.goOnline();

  client.connections[0].end(lost);
  await settle();

  assert.equal(client.state, 'connecting');
});
