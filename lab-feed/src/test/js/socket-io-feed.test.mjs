import assert from 'node:assert/strict';
import test from 'node:test';
import { SocketIoFeed } from '../../main/resources/shared/client/socket-io-feed.js';
import { FakeBrowser, notification, recordTrace, settle } from './fake-browser.mjs';

const OPEN = `0${JSON.stringify({
  sid: 's1', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000,
  maxPayload: 1_000_000,
})}`;
const CONNECTED = '40{"sid":"a1","pid":"p1"}';

const event = (...args) => `42${JSON.stringify(args)}`;
const news = cursor => event('notification', notification(cursor), cursor);

function given(transports, options) {
  const browser = new FakeBrowser({ rawSockets: true });
  const feed = new SocketIoFeed({ browser, transports, client: 'c', ...options });
  const received = [];
  feed.addEventListener('notification', ({ detail }) => received.push(detail.cursor));
  const trace = recordTrace(feed);
  feed.start();
  return { browser, feed, received, trace };
}

/** The WebSocket of the latest try, let into the namespace. */
async function entered(browser, { connected = CONNECTED, subscribed = 'k-0' } = {}) {
  await settle();
  const server = browser.sockets.at(-1);
  server.open();
  server.say(OPEN);
  await settle();
  server.say(connected);
  server.say(event('subscribed', subscribed));
  return server;
}

async function givenOpen(options) {
  const parts = given(['websocket'], options);
  return { ...parts, server: await entered(parts.browser) };
}

test('what the server emits arrives, each once, with the raw text that brought it', async () => {
  const { feed, server, received, trace } = await givenOpen();

  server.say(news('k-1'));
  server.say(news('k-2'));
  server.say(news('k-2'));

  assert.deepEqual(received, ['k-1', 'k-2']);
  assert.deepEqual([feed.cursor, feed.duplicates, feed.state], ['k-2', 1, 'open']);
  const [first, second, again] = trace.of('notification');
  const wires = new Map(trace.of('wire').map(({ wire, text }) => [wire, text]));
  assert.equal(wires.get(first.wire), news('k-1'));
  assert.equal(wires.get(second.wire), news('k-2'));
  assert.deepEqual([first.duplicate, again.duplicate], [false, true]);
});

test('the URL names the client, CONNECT says what is wanted', async () => {
  const { browser } = await givenOpen({ topics: ['orders', 'builds'], after: 'k-7' });

  const [{ url, sent }] = browser.sockets;

  assert.equal(new URL(url).searchParams.get('client'), 'c');
  assert.deepEqual(sent, ['40{"after":"k-7","topics":"orders,builds"}']);
});

test('a connection that was cut is recovered from its last offset', async () => {
  const { browser, server, received, trace } = await givenOpen();
  server.say(news('k-1'));

  server.end(1006);
  await browser.advance(1_000);
  const next = await entered(browser, { subscribed: 'k-1' });
  next.say(news('k-2'));

  assert.deepEqual(JSON.parse(next.sent[0].slice(2)),
    { pid: 'p1', offset: 'k-1', after: 'k-1' });
  assert.deepEqual(received, ['k-1', 'k-2']);
  assert.deepEqual(trace.states(), ['connecting', 'open', 'waiting', 'connecting', 'open']);
  assert.deepEqual(trace.of('end').map(({ reason, code }) => [reason, code]),
    [['lost', 1006]]);
  const [, , waiting] = trace.of('state');
  assert.deepEqual([waiting.cause, waiting.delayMillis], ['cut', 500]);
  assert.deepEqual(trace.of('resume').map(({ cursor, recovered }) => [cursor, recovered]),
    [['k-1', true]]);
});

test('a session that the server has forgotten resumes, and is not called recovered', async () => {
  const { browser, server, trace } = await givenOpen();
  server.end(1006);
  await browser.advance(1_000);

  await entered(browser, { connected: '40{"sid":"a2","pid":"p2"}' });

  assert.equal(trace.last('resume').recovered, false);
});

test('a gap is told, and the feed goes on behind it', async () => {
  const { feed, server, trace } = await givenOpen();

  server.say(event('reset', { cursor: 'n-4' }, 'n-4'));

  assert.equal(feed.cursor, 'n-4');
  assert.equal(trace.last('reset').cursor, 'n-4');
});

test('a server that says goodbye is waited for', async () => {
  const { browser, server, trace } = await givenOpen();

  server.say('1');
  await settle();

  assert.equal(trace.last('state').cause, 'ended');
  await browser.advance(1_000);
  assert.equal(browser.sockets.length, 2);
});

test('a publication resolves to what the acknowledgement says', async () => {
  const { feed, server, trace } = await givenOpen();

  const published = feed.publish({ topic: 'orders', title: 'Hello' });
  await settle();
  assert.equal(server.sent.at(-1), '420["publish",{"topic":"orders","title":"Hello"}]');
  server.say('430[{"cursor":"k-9"}]');

  assert.deepEqual(await published, { cursor: 'k-9' });
  const [sent] = trace.of('sent');
  assert.equal(sent.text, 'Hello');
  assert.equal(trace.of('wire').find(({ wire }) => wire === sent.wire).text,
    server.sent.at(-1));
});

test('a publication is refused with the problem in its acknowledgement', async () => {
  const { feed, server } = await givenOpen();
  const problem = { status: 400, detail: 'title must be a text', field: 'title' };

  const published = feed.publish({ title: 5 });
  await settle();
  server.say(`430${JSON.stringify([problem])}`);

  await assert.rejects(published, { message: problem.detail, problem, unknown: false });
});

test('whether it arrived is unknown if the connection ends before the answer', async () => {
  const { feed, server } = await givenOpen();

  const published = feed.publish({ title: 'Hello' });
  await settle();
  server.end(1006);

  await assert.rejects(published, { cause: 'cut', unknown: true });
});

test('what is published offline waits, and goes out on coming back', async () => {
  const { browser, feed, trace } = await givenOpen();

  feed.goOffline();
  const published = feed.publish({ title: 'Hello' });
  assert.deepEqual([feed.state, feed.queueLength], ['offline', 1]);
  assert.equal(trace.last('state').cause, 'told');
  feed.goOnline();
  const server = await entered(browser);
  await settle();
  server.say('430[{"cursor":"k-1"}]');

  assert.deepEqual(await published, { cursor: 'k-1' });
  assert.equal(feed.queueLength, 0);
});

test('whoever is not let in stops, and says the rule', async () => {
  const { browser, feed, trace } = given(['websocket'], { after: 'nonsense' });
  await settle();
  const [server] = browser.sockets;
  server.open();
  server.say(OPEN);
  await settle();

  server.say('44{"message":"after must be a cursor","data":{"detail":"must be a cursor"}}');
  await settle();

  assert.equal(feed.state, 'stopped');
  const { cause, values } = trace.last('state');
  assert.deepEqual([cause, values.detail], ['refused', 'must be a cursor']);
  await assert.rejects(feed.publish({}), { cause: 'notSent' });
  await browser.advance(60_000);
  assert.equal(browser.sockets.length, 1);
  feed.start();
  await settle();
  assert.equal(browser.sockets.length, 2);
});

test('the server pings, and the client answers', async () => {
  const { server, trace } = await givenOpen();

  server.say('2');
  await settle();

  assert.deepEqual(trace.of('heartbeat').map(({ direction }) => direction),
    ['down', 'up']);
  assert.equal(server.sent.at(-1), '3');
});

test('after stopping nothing is left', async () => {
  const { browser, feed, server, trace } = await givenOpen();

  feed.stop();
  await browser.advance(100);

  assert.equal(feed.state, 'idle');
  assert.equal(trace.last('state').state, 'idle');
  assert.deepEqual([browser.timers, browser.network.listeners, server.closedByUs],
    [0, 0, true]);
});

// ---- over polling each request is a bar

async function givenPolling(options) {
  const parts = given(['polling'], options);
  const { browser } = parts;
  (await browser.nextRequest()).answer(200, OPEN);
  const [poll, post] = await bothOf(browser);
  post.answer(200, 'ok');
  poll.answer(200, `${CONNECTED}\x1e${event('subscribed', 'k-0')}`);
  return { ...parts, poll: await browser.nextRequest() };
}

/** The poll and the POST that are under way. */
async function bothOf(browser) {
  const both = [await browser.nextRequest(), await browser.nextRequest()];
  return both.sort((a, b) => a.method.localeCompare(b.method));
}

test('a poll is a request that ends behind what it brought', async () => {
  const { browser, poll, received, trace } = await givenPolling();

  poll.answer(200, `${news('k-1')}\x1e${news('k-2')}`);
  await browser.advance(0);

  assert.deepEqual(received, ['k-1', 'k-2']);
  const { request, wire } = trace.last('notification');
  const [{ text }] = trace.of('wire').filter(each => each.wire === wire);
  assert.equal(text, `${news('k-1')}\x1e${news('k-2')}`);
  const end = trace.of('end').find(each => each.request === request);
  assert.equal(end.reason, 'complete');
});

test('a publication is shown with the POST that carries it', async () => {
  const { browser, feed, trace } = await givenPolling();

  feed.publish({ title: 'Hello' });
  const post = await browser.nextRequest();

  assert.equal(post.body, '420["publish",{"title":"Hello"}]');
  const [sent] = trace.of('sent');
  assert.equal(trace.of('request').find(({ request }) => request === sent.request).method,
    'POST');
});

test('while reading is paused there is no poll', async () => {
  const { browser, feed, poll, received } = await givenPolling();
  assert.equal(feed.canPauseReading, true);

  feed.pauseReading();
  poll.answer(200, news('k-1')); // was on its way
  await settle();
  assert.deepEqual([received, browser.requests], [['k-1'], []]);
  feed.resumeReading();
  (await browser.nextRequest()).answer(200, news('k-2'));
  await settle();

  assert.deepEqual(received, ['k-1', 'k-2']);
});

test('a poll that is cut is lost, not told by us', async () => {
  const { poll, trace } = await givenPolling();

  poll.fail();
  await settle();

  assert.equal(trace.last('end').reason, 'lost');
  assert.equal(trace.last('state').cause, 'cut');
});

test('over WebSocket reading cannot be paused', async () => {
  const { feed } = await givenOpen();

  feed.pauseReading();

  assert.deepEqual([feed.canPauseReading, feed.paused], [false, false]);
});
