import assert from 'node:assert/strict';
import test from 'node:test';
import {
  IntervalPollingClient,
} from '../../main/resources/shared/client/interval-polling.js';
import { LongPollingClient } from '../../main/resources/shared/client/long-polling.js';
import { FakeBrowser, notification, recordTrace, settle } from './fake-browser.mjs';

function given(Client, options) {
  const browser = new FakeBrowser();
  const client = new Client({ browser, client: 'c1', ...options });
  const arrived = [];
  client.addEventListener('notification', ({ detail }) => arrived.push(detail.cursor));
  const trace = recordTrace(client);
  client.start();
  return { browser, client, arrived, trace };
}

function answer(cursor, ...notifications) {
  return JSON.stringify({ notifications, cursor, reset: false });
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

// ---- interval polling ----

test('it asks again when the interval is over, counted from the question', async () => {
  const { browser } = given(IntervalPollingClient, { intervalMillis: 2_000 });
  const first = await browser.nextRequest();
  await browser.advance(300);
  first.answer(200, answer('k-0'));

  await browser.advance(1_699);
  assert.equal(browser.requests.length, 0);
  await browser.advance(1);

  assert.equal((await browser.nextRequest()).url, '/notifications?after=k-0&client=c1');
});

test('an unchanged answer is asked for by its tag, and 304 is no news', async () => {
  const { browser, client, trace } = given(IntervalPollingClient);
  (await browser.nextRequest()).answer(200, answer('k-0'), { ETag: '"e0"' });
  await browser.advance(2_000);
  const second = await browser.nextRequest();
  assert.deepEqual(second.headers, {}); // another URL, so the tag does not belong to it
  second.answer(200, answer('k-0'), { ETag: '"e0"' });
  await browser.advance(2_000);

  const third = await browser.nextRequest();
  third.answer(304, null);
  await settle();

  assert.deepEqual(third.headers, { 'If-None-Match': '"e0"' });
  assert.equal(client.state, 'open');
  assert.equal(trace.last('end').reason, 'complete');
  assert.equal(trace.last('response').status, 304);
});

test('a long interval is no silence', async () => {
  const { browser, client } = given(IntervalPollingClient, { intervalMillis: 60_000 });
  (await browser.nextRequest()).answer(200, answer('k-0'));

  await browser.advance(60_000);
  assert.equal(client.state, 'open');
  await browser.nextRequest();
  await browser.advance(10_000);

  assert.equal(client.state, 'waiting'); // but an answer that does not come is
});

test('a shorter interval counts at once', async () => {
  const { browser, client } = given(IntervalPollingClient, { intervalMillis: 60_000 });
  (await browser.nextRequest()).answer(200, answer('k-0'));
  await browser.advance(5_000);

  client.intervalMillis = 6_000;
  await browser.advance(999);
  assert.equal(browser.requests.length, 0);
  await browser.advance(1);

  assert.equal(browser.requests.length, 1);
  assert.equal(browser.timers, 1); // the watchdog; the old wait is gone
});

test('it shows the raw text of both directions', async () => {
  const { browser, trace } = given(IntervalPollingClient);
  const body = answer('k-1', notification('k-1'));
  (await browser.nextRequest()).answer(200, body, JSON_TYPE);
  await settle();

  assert.deepEqual(trace.of('wire').map(({ wire, direction, text }) =>
    ({ wire, direction, text })), [
    {
      wire: 1, direction: 'up',
      text: 'GET /notifications?client=c1 HTTP/1.1\r\nHost: lab.example\r\n\r\n',
    },
    {
      wire: 2, direction: 'down',
      text: 'HTTP/1.1 200 \r\ncontent-type: application/json\r\n\r\n',
    },
    { wire: 3, direction: 'down', text: body },
  ]);
  assert.equal(trace.last('notification').wire, 3);
});

// ---- long polling ----

test('it begins with a question that is answered at once, then polls', async () => {
  const { browser, client } = given(LongPollingClient, { topics: ['a', 'b'] });

  const first = await browser.nextRequest();
  assert.equal(first.url, '/notifications?topics=a,b&client=c1');
  first.answer(200, answer('k-0'));
  const second = await browser.nextRequest();

  assert.equal(second.url, '/poll?after=k-0&topics=a,b&client=c1');
  assert.equal(client.state, 'open');
});

test('it asks again at once, from the cursor of the answer', async () => {
  const { browser, arrived } = given(LongPollingClient);
  (await browser.nextRequest()).answer(200, answer('k-0'));
  (await browser.nextRequest())
    .answer(200, answer('k-2', notification('k-1'), notification('k-2')));

  assert.equal((await browser.nextRequest()).url, '/poll?after=k-2&client=c1');
  assert.deepEqual(arrived, ['k-1', 'k-2']);
});

test('a hold time that is over is not an error, and costs no backing off', async () => {
  const { browser, client, trace } = given(LongPollingClient);
  (await browser.nextRequest()).answer(200, answer('k-0'));
  const held = await browser.nextRequest();
  await browser.advance(25_000);
  held.answer(200, answer('k-0'));
  await browser.nextRequest();

  assert.equal(trace.last('end').reason, 'complete');
  assert.equal(trace.last('end').detail, 'no news within the hold time');
  assert.deepEqual(trace.states(), ['connecting', 'open']);
  assert.equal(client.state, 'open');
});

test('what was missed between two connections comes after the cursor', async () => {
  const { browser, arrived, trace } = given(LongPollingClient);
  (await browser.nextRequest()).answer(200, answer('k-1', notification('k-1')));
  (await browser.nextRequest()).fail();
  await browser.advance(1_000);

  const again = await browser.nextRequest();
  again.answer(200, answer('k-2', notification('k-2')));
  await settle();

  assert.equal(again.url, '/notifications?after=k-1&client=c1');
  assert.equal(trace.last('resume').cursor, 'k-1');
  assert.deepEqual(arrived, ['k-1', 'k-2']);
});

test('a gap is said before what follows it', async () => {
  const { browser, client, trace } = given(LongPollingClient, { after: 'old-7' });
  (await browser.nextRequest()).answer(200, JSON.stringify(
    { notifications: [notification('k-9')], cursor: 'k-9', reset: true }));
  await settle();

  assert.equal(trace.of('reset').length, 1);
  assert.equal(client.cursor, 'k-9');
});

test('an answer that is cut off is a lost connection', async () => {
  const { browser, client, trace } = given(LongPollingClient);
  const pipe = (await browser.nextRequest()).stream('application/json');
  pipe.write('{"notifications":[');
  await settle();
  pipe.cut();
  await settle();

  assert.equal(client.state, 'waiting');
  assert.equal(trace.last('end').reason, 'lost');
});

test('an answer that is not JSON is a lost connection', async () => {
  const { browser, client } = given(LongPollingClient);

  (await browser.nextRequest()).answer(200, '<html>');
  await settle();

  assert.equal(client.state, 'waiting');
});

test('not reading means not asking', async () => {
  const { browser, client } = given(LongPollingClient);
  client.pauseReading();
  (await browser.nextRequest()).answer(200, answer('k-0'));
  await browser.advance(100_000);
  assert.equal(browser.requests.length, 0);

  client.resumeReading();
  await settle();

  assert.equal(browser.requests.length, 1);
});

test('a server in trouble is asked again not before it wants', async () => {
  const { browser, trace } = given(LongPollingClient);

  (await browser.nextRequest()).answer(503, null, { 'Retry-After': '7' });
  await settle();

  assert.equal(trace.last('state').state, 'waiting');
  assert.equal(trace.last('state').floorMillis, 7_000);
});

test('a second poll under the same name ends this one for good', async () => {
  const { browser, client, trace } = given(LongPollingClient);
  (await browser.nextRequest()).answer(200, answer('k-0'));

  (await browser.nextRequest()).answer(409, '{"title":"Conflict","status":409}',
    { 'Content-Type': 'application/problem+json' });
  await settle();

  assert.equal(client.state, 'stopped');
  assert.equal(trace.last('state').cause, 'replaced');
});

test('stop ends the poll that is held, and leaves nothing behind', async () => {
  for (const Client of [LongPollingClient, IntervalPollingClient]) {
    const { browser, client, trace } = given(Client);
    (await browser.nextRequest()).answer(200, answer('k-0'));
    await settle();

    client.stop();
    await settle();

    assert.equal(browser.timers, 0);
    assert.equal(trace.of('end').length, trace.of('request').length);
    assert.ok(browser.requests.every(({ signal }) => signal.aborted));
  }
});

// ---- publishing by POST ----

async function givenOpen() {
  const parts = given(IntervalPollingClient);
  (await parts.browser.nextRequest()).answer(200, answer('k-0'));
  await settle();
  return parts;
}

const draft = { topic: 'orders', severity: 'info', title: 'Hello', body: '' };

test('a publication is a POST of its own', async () => {
  const { browser, client, trace } = await givenOpen();

  const published = client.publish(draft);
  const post = await browser.nextRequest();
  post.answer(201, JSON.stringify({ cursor: 'k-1', ...draft }), JSON_TYPE);

  assert.deepEqual(await published, { cursor: 'k-1' });
  assert.equal(post.method, 'POST');
  assert.equal(post.body, JSON.stringify(draft));
  assert.equal(trace.last('sent').text, 'Hello');
});

test('a problem names field, rule and value', async () => {
  const { browser, client } = await givenOpen();
  const problem = {
    type: 'about:blank', title: 'Bad Request', status: 400,
    detail: 'title must be 1 to 120 characters, was empty',
    field: 'title', rule: '1 to 120 characters', value: '',
  };

  const rejected = assert.rejects(client.publish(draft),
    { cause: 'problem', message: problem.detail, problem, unknown: false });
  (await browser.nextRequest()).answer(400, JSON.stringify(problem),
    { 'Content-Type': 'application/problem+json' });

  await rejected;
  assert.equal(client.state, 'open');
});

test('an error without a problem is one nevertheless', async () => {
  const { browser, client } = await givenOpen();

  const rejected = assert.rejects(client.publish(draft),
    error => error.problem.status === 502);
  (await browser.nextRequest()).answer(502, '<html>', { 'Content-Type': 'text/html' });

  await rejected;
});

test('a POST without an answer is unknown', async () => {
  const { browser, client } = await givenOpen();

  const rejected = assert.rejects(client.publish(draft), { unknown: true });
  (await browser.nextRequest()).fail();

  await rejected;
  assert.equal(client.queueLength, 0);
});
