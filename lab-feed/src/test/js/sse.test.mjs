import assert from 'node:assert/strict';
import test from 'node:test';
import { EventSourceClient } from '../../main/resources/shared/client/event-source.js';
import { SseClient } from '../../main/resources/shared/client/sse.js';
import { FakeBrowser, notification, recordTrace, settle } from './fake-browser.mjs';

function given(options) {
  const browser = new FakeBrowser();
  const client = new SseClient({ browser, client: 'c1', ...options });
  const arrived = [];
  client.addEventListener('notification', ({ detail }) => arrived.push(detail.cursor));
  const trace = recordTrace(client);
  client.start();
  return { browser, client, arrived, trace };
}

async function givenStream(options) {
  const parts = given(options);
  const stream = (await parts.browser.nextRequest()).stream();
  stream.write('retry: 2000\nid: k-0\n\n');
  await settle();
  return { ...parts, stream };
}

function event(cursor) {
  return `id: ${cursor}\nevent: notification\n`
    + `data: ${JSON.stringify(notification(cursor))}\n\n`;
}

test('it takes the notifications of one response that does not end', async () => {
  const { client, arrived, stream, trace } = await givenStream();

  stream.write(event('k-1') + event('k-2').slice(0, 20));
  await settle();
  assert.deepEqual(arrived, ['k-1']);
  stream.write(event('k-2').slice(20));
  await settle();

  assert.deepEqual(arrived, ['k-1', 'k-2']);
  assert.equal(client.state, 'open');
  assert.equal(trace.of('request').length, 1);
});

test('each block is one piece of raw text, and the dot knows its own', async () => {
  const { stream, trace } = await givenStream();

  stream.write(event('k-1'));
  await settle();

  const { wire } = trace.last('notification');
  const raw = trace.of('wire').find(entry => entry.wire === wire);
  assert.equal(raw.text, event('k-1'));
  assert.equal(raw.direction, 'down');
});

test('it resumes after the last event id, as EventSource does', async () => {
  const { browser, stream, trace } = await givenStream({ after: 'earliest' });
  stream.write(event('k-7'));
  await settle();
  stream.cut();
  await browser.advance(2_000);

  const again = await browser.nextRequest();
  again.stream();
  await settle();

  assert.equal(again.url, '/events?client=c1');
  assert.equal(again.headers['Last-Event-ID'], 'k-7');
  assert.equal(trace.last('resume').cursor, 'k-7');
});

test('an id without an event counts, so that nothing is lost before the first', async () => {
  const { browser, stream } = await givenStream();

  stream.cut();
  await browser.advance(2_000);

  assert.equal((await browser.nextRequest()).headers['Last-Event-ID'], 'k-0');
});

test('the server names the reconnection time', async () => {
  const { stream, trace } = await givenStream();

  stream.end();
  await settle();

  assert.equal(trace.last('state').ceilingMillis, 2_000);
  assert.equal(trace.last('end').reason, 'closed');
});

test('a comment is a heartbeat, and silence is a dead server', async () => {
  const { browser, client, stream, trace } = await givenStream();
  for (let i = 0; i < 4; i += 1) {
    await browser.advance(15_000);
    stream.write(': heartbeat\n\n');
  }
  await settle();
  assert.equal(trace.of('heartbeat').length, 4);
  assert.equal(client.state, 'open');

  await browser.advance(40_000);

  assert.equal(client.state, 'waiting');
  assert.equal(trace.last('end').reason, 'timeout');
  assert.equal(trace.last('end').cause, 'silent');
});

test('a gap is said aloud', async () => {
  const { client, stream, trace } = await givenStream();

  stream.write('id: n-0\nevent: reset\ndata: {"cursor":"n-0"}\n\n');
  await settle();

  assert.equal(trace.last('reset').cursor, 'n-0');
  assert.equal(client.cursor, 'n-0');
});

test('a goodbye says why', async () => {
  const { stream, trace } = await givenStream();

  stream.write('event: bye\ndata: {"reason":"server is stopping"}\n\n');
  await settle();

  assert.equal(trace.last('end').reason, 'closed');
  assert.deepEqual(trace.last('state').values, { reason: 'server is stopping' });
  assert.equal(trace.last('state').state, 'waiting');
});

test('an unfinished block is shown and dropped', async () => {
  const { arrived, stream, trace } = await givenStream();

  stream.write('data: half');
  stream.end();
  await settle();

  assert.deepEqual(arrived, []);
  assert.equal(trace.last('wire').text, 'data: half');
});

test('another media type is a mistake that would come again', async () => {
  const { browser, client, trace } = given();

  (await browser.nextRequest()).answer(200, '<html>', { 'Content-Type': 'text/html' });
  await settle();

  assert.equal(client.state, 'stopped');
  assert.equal(trace.last('state').cause, 'mediaType');
});

test('204 tells it to stop', async () => {
  const { browser, client } = given();

  (await browser.nextRequest()).answer(204, null);
  await settle();

  assert.equal(client.state, 'stopped');
});

test('unlike EventSource it goes on after a 500', async () => {
  const { browser, client } = given();

  (await browser.nextRequest()).answer(500, 'oops');
  await settle();

  assert.equal(client.state, 'waiting');
});

test('what arrives while reading is paused is taken afterwards', async () => {
  const { browser, arrived, client, stream } = await givenStream();

  client.pauseReading();
  stream.write(event('k-1'));
  stream.write(event('k-2'));
  await browser.advance(100_000);
  assert.deepEqual(arrived, []);
  client.resumeReading();
  await settle();

  assert.deepEqual(arrived, ['k-1', 'k-2']);
});

test('stop ends the stream, and leaves nothing behind', async () => {
  const { browser, client, trace } = await givenStream();

  client.stop();
  await settle();

  assert.equal(browser.timers, 0);
  assert.equal(trace.last('end').reason, 'aborted');
});

test('stop while reading is paused leaves nothing behind either', async () => {
  const { browser, client, stream, trace } = await givenStream();
  client.pauseReading();
  stream.write(event('k-1'));
  await settle();

  client.stop();
  await settle();

  assert.equal(browser.timers, 0);
  assert.equal(trace.last('end').reason, 'aborted');
});

// ---- with the browser's EventSource ----

class FakeEventSource extends EventTarget {

  static CLOSED = 2;
  static last;
  readyState = 0;

  constructor(url) {
    super();
    this.url = url;
    FakeEventSource.last = this;
  }

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  say(type, data, lastEventId) {
    const message = new Event(type);
    this.dispatchEvent(Object.assign(message, { data, lastEventId }));
  }

  fail(readyState) {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }

  close() {
    this.readyState = 2;
  }
}

function givenEventSource() {
  const browser = new FakeBrowser();
  browser.EventSource = FakeEventSource;
  const client = new EventSourceClient({ browser, client: 'c1' });
  const trace = recordTrace(client);
  client.start();
  FakeEventSource.last.open();
  return { browser, client, trace, source: FakeEventSource.last };
}

test('EventSource shows events, so the text is put together from them', () => {
  const { client, source, trace } = givenEventSource();

  source.say('notification', JSON.stringify(notification('k-1')), 'k-1');

  assert.equal(client.cursor, 'k-1');
  assert.equal(trace.last('wire').text, event('k-1'));
});

test('EventSource reconnects by itself', () => {
  const { client, source, trace } = givenEventSource();

  source.fail(0);
  assert.equal(client.state, 'connecting');
  source.open();

  assert.deepEqual(trace.states(), ['connecting', 'open', 'connecting', 'open']);
  assert.equal(trace.of('request').length, 2);
  assert.equal(FakeEventSource.last, source);
});

test('EventSource that closes has given up for good', async () => {
  const { client, source, trace } = givenEventSource();

  source.fail(2);
  await settle();

  assert.equal(client.state, 'stopped');
  assert.equal(trace.last('state').cause, 'eventSourceClosed');
});

test('EventSource is closed by stop, and has no watchdog', async () => {
  const { browser, client, source } = givenEventSource();
  assert.equal(browser.timers, 0);
  assert.equal(client.canPauseReading, false);

  client.stop();
  await settle();

  assert.equal(source.readyState, 2);
});
