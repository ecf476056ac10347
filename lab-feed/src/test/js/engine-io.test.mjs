import assert from 'node:assert/strict';
import test from 'node:test';
import { EngineSocket } from '../../main/resources/shared/client/engine-io.js';
import { FakeBrowser, settle } from './fake-browser.mjs';

const POLLING = 'http://lab.example/engine.io/?EIO=4&transport=polling';
const WEBSOCKET = 'ws://lab.example/engine.io/?EIO=4&transport=websocket';

function openPacket(fields) {
  return `0${JSON.stringify({
    sid: 's1', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000,
    maxPayload: 1_000_000, ...fields,
  })}`;
}

function given(options) {
  const browser = new FakeBrowser({ rawSockets: true });
  const socket = new EngineSocket('', { browser, ...options });
  const messages = [];
  const closed = [];
  const packets = [];
  socket.on('message', message => messages.push(message));
  socket.on('close', (reason, error) => closed.push({ reason, detail: error.message }));
  socket.on('packet', packet => packets.push(packet));
  return { browser, socket, messages, closed, packets };
}

/** A session by polling; `poll` is the GET that the server holds. */
async function givenPolling(handshake, options) {
  const parts = given(options);
  (await parts.browser.nextRequest()).answer(200, openPacket(handshake));
  return { ...parts, poll: await parts.browser.nextRequest() };
}

async function givenWebSocket() {
  const parts = given({ transports: ['websocket'] });
  await settle();
  const [websocket] = parts.browser.sockets;
  websocket.open();
  websocket.say(openPacket());
  return { ...parts, websocket };
}

// ---- polling

test('a session begins with a poll that has no sid', async () => {
  const { browser, socket } = given({ query: { room: 'a b' }, path: '/engine.io/' });

  const request = await browser.nextRequest();

  assert.equal(request.url,
    'http://lab.example/engine.io/?room=a+b&EIO=4&transport=polling');
  assert.equal(request.method, 'GET');
  assert.equal(request.cache, 'no-store');
  assert.equal(socket.readyState, 'opening');
});

test('the handshake opens it, and from then on every request says the sid', async () => {
  const { browser, socket } = given();
  const opened = [];
  socket.on('open', handshake => opened.push(handshake));

  (await browser.nextRequest()).answer(200, openPacket({ sid: 'a/b' }));
  const poll = await browser.nextRequest();
  socket.send('x');
  const post = await browser.nextRequest();

  assert.equal(opened[0].pingInterval, 25_000);
  assert.equal(socket.readyState, 'open');
  assert.equal(poll.url, `${POLLING}&sid=a%2Fb`);
  assert.equal(post.url, `${POLLING}&sid=a%2Fb`);
});

test('the messages of a poll come in order, text and binary', async () => {
  const { browser, messages, poll } = await givenPolling();

  poll.answer(200, '4one\x1ebAQI=\x1e4two');
  (await browser.nextRequest()).answer(200, '4three');
  await settle();

  assert.deepEqual(messages, ['one', Uint8Array.of(1, 2), 'two', 'three']);
});

test('packets that come with the handshake are taken', async () => {
  const { browser, messages } = given();

  (await browser.nextRequest()).answer(200, `${openPacket()}\x1e4early`);
  await settle();

  assert.deepEqual(messages, ['early']);
});

test('what is sent in one turn leaves in one POST', async () => {
  const { browser, socket } = await givenPolling();

  socket.send('hello');
  socket.send(Uint8Array.of(1, 2, 3, 4));
  socket.send(Uint8Array.of(9, 1, 2, 9).subarray(1, 3));
  socket.send(Uint8Array.of(3).buffer);
  const post = await browser.nextRequest();

  assert.equal(post.method, 'POST');
  assert.equal(post.headers['Content-Type'], 'text/plain;charset=UTF-8');
  assert.equal(post.body, '4hello\x1ebAQIDBA==\x1ebAQI=\x1ebAw==');
});

test('there is one POST at a time', async () => {
  const { browser, socket } = await givenPolling();

  socket.send('one');
  const first = await browser.nextRequest();
  socket.send('two');
  await settle();
  socket.send('three');
  await settle();
  assert.deepEqual(browser.requests, []);
  first.answer(200, 'ok');
  const second = await browser.nextRequest();

  assert.equal(second.body, '4two\x1e4three');
});

test('a POST is no larger than maxPayload, counted in bytes of UTF-8', async () => {
  const { browser, socket } = await givenPolling({ maxPayload: 11 });

  for (const text of ['éé', 'éé', 'éé']) socket.send(text); // 5 bytes each as packets
  const first = await browser.nextRequest();
  first.answer(200, 'ok');
  const second = await browser.nextRequest();

  assert.equal(first.body, '4éé\x1e4éé'); // 5 + 1 + 5
  assert.equal(second.body, '4éé');
});

test('the separator counts, too', async () => {
  const { browser, socket } = await givenPolling({ maxPayload: 10 });

  socket.send('éé');
  socket.send('éé');

  assert.equal((await browser.nextRequest()).body, '4éé');
});

test('a packet that is too large goes alone: it is for the server to refuse', async () => {
  const { browser, socket } = await givenPolling({ maxPayload: 5 });

  socket.send('much too long');
  socket.send('x');
  const first = await browser.nextRequest();
  first.answer(200, 'ok');

  assert.equal(first.body, '4much too long');
  assert.equal((await browser.nextRequest()).body, '4x');
});

test('what is sent before the handshake waits for it', async () => {
  const { browser, socket } = given();

  socket.send('early');
  const handshake = await browser.nextRequest();
  assert.deepEqual(browser.requests, []);
  handshake.answer(200, openPacket());
  const requests = [await browser.nextRequest(), await browser.nextRequest()];

  assert.deepEqual(requests.map(({ method, body }) => [method, body]).sort(),
    [['GET', undefined], ['POST', '4early']]);
});

test('an answer that is an error ends the session, and says why', async () => {
  const { browser, closed, poll } = await givenPolling();

  poll.answer(400, '{"code":1,"message":"Session ID unknown"}');
  await settle();

  assert.deepEqual(closed, [{
    reason: 'transport error',
    detail: 'the server answered 400: {"code":1,"message":"Session ID unknown"}',
  }]);
  assert.deepEqual(browser.requests, []);
  assert.equal(browser.timers, 0);
});

test('a POST that is refused ends the session, and its poll', async () => {
  const { browser, socket, closed, poll } = await givenPolling();

  socket.send('x'.repeat(10));
  (await browser.nextRequest()).answer(413, 'Payload Too Large');
  await settle();

  assert.equal(closed[0].reason, 'transport error');
  assert.equal(poll.signal.aborted, true);
});

test('without a server there is no session', async () => {
  const { browser, closed, socket } = given();

  (await browser.nextRequest()).fail();
  await settle();

  assert.deepEqual(closed, [{ reason: 'transport error', detail: 'network error' }]);
  assert.equal(socket.readyState, 'closed');
});

test('a close packet ends the session, and what follows it is not taken', async () => {
  const { browser, messages, closed, poll } = await givenPolling();

  poll.answer(200, '4before\x1e1\x1e4after');
  await settle();

  assert.deepEqual(messages, ['before']);
  assert.equal(closed[0].reason, 'transport close');
  assert.deepEqual(browser.requests, []); // the server knows already
});

for (const [body, rule] of [
  ['', 'A packet must have a type, was empty'],
  ['4a\x1e', 'A packet must have a type, was empty'],
  ['9', "A packet's type must be 0 to 6, was “9”"],
  ['bA', 'Binary data must be Base64 (RFC 4648 §4), was “A”'],
  ['<html>', "A packet's type must be 0 to 6, was “<”"],
  [openPacket(), 'An open session gets no open'],
  ['3probe', 'An open session gets no pong'],
  ['5', 'An open session gets no upgrade'],
]) {
  test(`a poll of ${JSON.stringify(body.slice(0, 8))} ends the session: ${rule}`, async () => {
    const { browser, closed, poll } = await givenPolling();

    poll.answer(200, body);
    const goodbye = await browser.nextRequest();

    assert.deepEqual(closed, [{ reason: 'parse error', detail: rule }]);
    assert.equal(goodbye.body, '1');
    assert.equal(browser.timers, 0);
  });
}

for (const [body, rule] of [
  ['4hello', 'The first packet must be open, was message'],
  ['0{}', 'A handshake must have a sid, was “{}”'],
]) {
  test(`a session that begins with ${body} never opens`, async () => {
    const { browser, socket, closed } = given();

    (await browser.nextRequest()).answer(200, body);
    await settle();

    assert.deepEqual(closed, [{ reason: 'parse error', detail: rule }]);
    assert.equal(socket.id, undefined);
    assert.deepEqual(browser.requests, []); // there is no session to leave
  });
}

test('a listener that throws is reported, and the next message comes', async () => {
  const { browser, socket, messages, poll } = await givenPolling();
  const mistake = new Error('mistake');
  socket.on('message', () => { throw mistake; });

  poll.answer(200, '4one\x1e4two');
  await settle();

  assert.deepEqual(messages, ['one', 'two']);
  assert.deepEqual(browser.reported, [mistake, mistake]);
});

// ---- heartbeat

test('a ping is answered by a pong', async () => {
  const { browser, poll } = await givenPolling();

  poll.answer(200, '2');
  const requests = [await browser.nextRequest(), await browser.nextRequest()];

  assert.ok(requests.some(({ method, body }) => method === 'POST' && body === '3'));
});

test('pings keep the session', async () => {
  const { browser, socket, websocket } = await givenWebSocket();

  for (let ping = 1; ping <= 4; ping += 1) {
    await browser.advance(25_000);
    websocket.say('2');
  }
  await settle();

  assert.equal(socket.readyState, 'open');
  assert.deepEqual(websocket.sent, ['3', '3', '3', '3']);
});

test('without a ping within interval and timeout the server is gone', async () => {
  const { browser, closed, poll, socket } = await givenPolling();

  await browser.advance(44_999);
  assert.equal(socket.readyState, 'open');
  await browser.advance(1);

  assert.deepEqual(closed, [{
    reason: 'ping timeout', detail: 'no ping within pingInterval + pingTimeout',
  }]);
  assert.equal(poll.signal.aborted, true);
  assert.deepEqual(browser.requests, []); // no goodbye: nobody would hear it
  assert.equal(browser.timers, 0);
});

test('messages are no sign of life: a ping is', async () => {
  const { browser, closed, websocket } = await givenWebSocket();

  await browser.advance(30_000);
  websocket.say('4hello');
  await browser.advance(15_000);

  assert.equal(closed[0].reason, 'ping timeout');
});

test('after a sleep the clock is asked, for the timer is late', async () => {
  const { browser, closed, socket } = await givenWebSocket();
  browser.now = () => 45_000;
  socket.endIfSilent();
  assert.deepEqual(closed, []);

  browser.now = () => 45_001;
  socket.endIfSilent();

  assert.equal(closed[0].reason, 'ping timeout');
});

// ---- closing

test('closing sends what is queued, says goodbye, and leaves nothing behind', async () => {
  const { browser, socket, closed, poll } = await givenPolling();

  socket.send('last');
  socket.close();
  socket.send('too late');
  const post = await browser.nextRequest();
  assert.equal(post.body, '4last');
  assert.deepEqual(closed, []);
  post.answer(200, 'ok');
  const goodbye = await browser.nextRequest();
  poll.answer(200, '6');
  goodbye.answer(200, 'ok');
  await settle();

  assert.equal(goodbye.body, '1');
  assert.deepEqual(closed, [{ reason: 'forced close', detail: 'closed by us' }]);
  assert.deepEqual(browser.requests, []);
  assert.equal(browser.timers, 0);
});

test('a short POST outlives the page, a long one may not', async () => {
  const { browser, socket, poll } = await givenPolling();

  socket.send('€'.repeat(15_999)); // with its type, and 3 bytes each
  const short = await browser.nextRequest();
  socket.send('€'.repeat(16_000));
  short.answer(200, 'ok');
  const long = await browser.nextRequest();

  assert.deepEqual([poll.keepalive, short.keepalive, long.keepalive], [false, true, false]);
});

test('a poll that the server does not answer ends after the goodbye', async () => {
  const { browser, socket, poll } = await givenPolling();

  socket.close();
  (await browser.nextRequest()).answer(200, 'ok');
  await settle();

  assert.equal(poll.signal.aborted, true);
});

test('a session that is not open yet is closed at once', async () => {
  const { browser, socket, closed } = given();
  const handshake = await browser.nextRequest();

  socket.close();
  await settle();

  assert.equal(closed[0].reason, 'forced close');
  assert.equal(handshake.signal.aborted, true);
  assert.deepEqual(browser.requests, []);
});

test('one that is closed before it began asks for nothing', async () => {
  for (const transport of ['polling', 'websocket']) {
    const { browser, socket } = given({ transports: [transport] });

    socket.close();
    await settle();

    assert.deepEqual([browser.requests, browser.sockets], [[], []]);
  }
});

// ---- WebSocket

test('each packet is a message of its own, and binary data is binary', async () => {
  const { browser, socket, messages, websocket } = await givenWebSocket();

  socket.send('hello');
  socket.send(Uint8Array.of(1, 2));
  websocket.say('4welcome');
  websocket.say(Uint8Array.of(3, 4));
  await settle();

  assert.equal(websocket.url, WEBSOCKET);
  assert.equal(websocket.binaryType, 'arraybuffer');
  assert.deepEqual(websocket.sent, ['4hello', Uint8Array.of(1, 2)]);
  assert.deepEqual(messages, ['welcome', Uint8Array.of(3, 4)]);
  assert.deepEqual(browser.requests, []);
});

test('a page that came by https connects by wss', async () => {
  const browser = new FakeBrowser({ rawSockets: true });

  new EngineSocket('https://shop.example/', { browser, transports: ['websocket'] });
  await settle();

  assert.equal(browser.sockets[0].url,
    'wss://shop.example/engine.io/?EIO=4&transport=websocket');
});

test('a WebSocket that cannot be opened is a transport error', async () => {
  const { browser, closed } = given({ transports: ['websocket'] });
  await settle();

  browser.sockets[0].fail();

  assert.deepEqual(closed,
    [{ reason: 'transport error', detail: 'the WebSocket was closed with 1006' }]);
});

test('a WebSocket that may not be opened is a transport error', async () => {
  const { browser, closed } = given({ transports: ['websocket'] });
  browser.WebSocket = class {
    constructor() {
      throw new Error('an insecure WebSocket from a secure page');
    }
  };
  await settle();

  assert.deepEqual(closed, [{
    reason: 'transport error', detail: 'an insecure WebSocket from a secure page',
  }]);
});

test('a WebSocket that the server closes closes the session', async () => {
  const { browser, closed, websocket } = await givenWebSocket();

  websocket.end(1001, 'server is stopping');

  assert.deepEqual(closed, [{
    reason: 'transport close',
    detail: 'the WebSocket was closed with 1001: server is stopping',
  }]);
  assert.equal(browser.timers, 0);
});

test('closing sends what is queued, then closes the WebSocket', async () => {
  const { socket, closed, websocket } = await givenWebSocket();

  socket.send('last');
  socket.close();

  assert.deepEqual(websocket.sent, ['4last']);
  assert.equal(websocket.closedByUs, true);
  assert.equal(closed[0].reason, 'forced close');
});

test('there is no other transport', () => {
  assert.throws(() => given({ transports: ['polling', 'pigeon'] }),
    { name: 'RangeError', message: 'There is no transport “pigeon”' });
});

// ---- upgrade

/** A session by polling whose WebSocket has just been opened. */
async function givenProbing() {
  const parts = await givenPolling({ upgrades: ['websocket'] });
  const upgraded = [];
  parts.socket.on('upgrade', ({ name }) => upgraded.push(name));
  parts.socket.on('upgradeError', ({ message }) => upgraded.push(message));
  const [websocket] = parts.browser.sockets;
  websocket.open();
  await settle();
  return { ...parts, websocket, upgraded };
}

test('the probe goes over a WebSocket of the same session', async () => {
  const { websocket } = await givenProbing();

  assert.equal(websocket.url, `${WEBSOCKET}&sid=s1`);
  assert.deepEqual(websocket.sent, ['2probe']);
});

test('until the probe is answered polling goes on', async () => {
  const { browser, socket, messages, poll } = await givenProbing();

  socket.send('up');
  poll.answer(200, '4down');
  const requests = [await browser.nextRequest(), await browser.nextRequest()];

  assert.deepEqual(requests.map(({ method }) => method).sort(), ['GET', 'POST']);
  assert.deepEqual(messages, ['down']);
});

test('the upgrade waits for the poll and the POST, and keeps the order', async () => {
  const { browser, socket, messages, poll, websocket, upgraded } = await givenProbing();
  socket.send('one');
  const post = await browser.nextRequest();

  websocket.say('3probe');
  socket.send('two');
  await settle();
  assert.deepEqual(websocket.sent, ['2probe']);
  poll.answer(200, '4first');
  await settle();
  assert.deepEqual(websocket.sent, ['2probe']);
  assert.deepEqual(browser.requests, []); // no poll follows, and no POST
  post.answer(200, 'ok');
  await settle();
  socket.send('three');
  websocket.say('4second');
  await settle();

  assert.equal(post.body, '4one');
  assert.deepEqual(websocket.sent, ['2probe', '5', '4two', '4three']);
  assert.deepEqual(messages, ['first', 'second']);
  assert.deepEqual(upgraded, ['websocket']);
  assert.equal(socket.transport.name, 'websocket');
  assert.deepEqual(browser.requests, []);
});

test('after the upgrade the heartbeat goes over the WebSocket', async () => {
  const { browser, closed, poll, websocket } = await givenProbing();
  websocket.say('3probe');
  poll.answer(200, '6');
  await settle();

  await browser.advance(25_000);
  websocket.say('2');
  await settle();
  assert.deepEqual(websocket.sent, ['2probe', '5', '3']);
  await browser.advance(45_000);

  assert.equal(closed[0].reason, 'ping timeout');
  assert.equal(websocket.closedByUs, true);
});

test('a WebSocket that does not get through leaves the session to polling', async () => {
  const { browser, socket, messages, poll, websocket, upgraded } = await givenProbing();

  websocket.fail();
  await settle();
  socket.send('up');
  poll.answer(200, '4down');
  const requests = [await browser.nextRequest(), await browser.nextRequest()];

  assert.deepEqual(upgraded, ['the WebSocket was closed with 1006']);
  assert.equal(socket.transport.name, 'polling');
  assert.deepEqual(requests.map(({ method }) => method).sort(), ['GET', 'POST']);
  assert.deepEqual(messages, ['down']);
});

for (const [answer, rule] of [
  ['4hello', '2probe must get 3probe, was message'],
  ['3', '2probe must get 3probe, was pong'],
  ['x', "A packet's type must be 0 to 6, was “x”"],
]) {
  test(`a probe that is answered with ${answer} fails`, async () => {
    const { socket, websocket, upgraded } = await givenProbing();

    websocket.say(answer);
    await settle();

    assert.deepEqual(upgraded, [rule]);
    assert.equal(websocket.closedByUs, true);
    assert.equal(socket.readyState, 'open');
  });
}

test('a WebSocket lost before the upgrade is complete costs nothing', async () => {
  const { browser, socket, messages, poll, websocket, upgraded } = await givenProbing();

  websocket.say('3probe');
  await settle();
  socket.send('up');
  await settle();
  assert.deepEqual(browser.requests, []);
  websocket.end(1006);
  const post = await browser.nextRequest();
  poll.answer(200, '4down');
  const next = await browser.nextRequest();

  assert.deepEqual(upgraded, ['the WebSocket was closed with 1006']);
  assert.equal(post.body, '4up');
  assert.equal(next.method, 'GET');
  assert.deepEqual(messages, ['down']);
});

test('one lost after the last poll makes polling begin again', async () => {
  const { browser, socket, poll, websocket } = await givenProbing();
  socket.send('one');
  const post = await browser.nextRequest();

  websocket.say('3probe');
  await settle();
  poll.answer(200, '6');
  await settle();
  websocket.end(1006);
  const next = await browser.nextRequest();
  await settle();

  assert.equal(next.method, 'GET');
  assert.deepEqual(browser.requests, []); // and only one
  post.answer(200, 'ok');
  await settle();
  assert.equal(socket.readyState, 'open');
});

test('a session that ends ends its probe', async () => {
  const { closed, poll, websocket, upgraded } = await givenProbing();

  poll.answer(200, '1');
  await settle();

  assert.equal(closed[0].reason, 'transport close');
  assert.equal(websocket.closedByUs, true);
  assert.deepEqual(upgraded, []);
});

test('closing during the upgrade completes it first, so that nothing is lost', async () => {
  const { socket, closed, poll, websocket } = await givenProbing();

  websocket.say('3probe');
  await settle();
  socket.send('last');
  socket.close();
  await settle();
  assert.deepEqual(closed, []);
  poll.answer(200, '6');
  await settle();

  assert.deepEqual(websocket.sent, ['2probe', '5', '4last']);
  assert.equal(websocket.closedByUs, true);
  assert.equal(closed[0].reason, 'forced close');
});

test('no upgrade is tried that the server, or the page, does not want', async () => {
  const unoffered = await givenPolling({ upgrades: [] });
  const unwanted = await givenPolling({ upgrades: ['websocket'] },
    { transports: ['polling'] });

  assert.deepEqual(unoffered.browser.sockets, []);
  assert.deepEqual(unwanted.browser.sockets, []);
});

test('a session that is closed as soon as it is open is not upgraded', async () => {
  const { browser, socket } = given();
  socket.on('open', () => socket.close());

  (await browser.nextRequest()).answer(200, openPacket({ upgrades: ['websocket'] }));
  await settle();

  assert.deepEqual(browser.sockets, []);
});

test('a session over WebSocket needs no upgrade, whatever the server offers', async () => {
  const { browser } = given({ transports: ['websocket', 'polling'] });
  await settle();
  browser.sockets[0].open();

  browser.sockets[0].say(openPacket({ upgrades: ['websocket'] }));
  await settle();

  assert.equal(browser.sockets.length, 1);
});

// ---- what may be lost

test('a session is writable when what is sent would leave at once', async () => {
  const { browser, socket } = given();
  assert.equal(socket.writable, false);
  (await browser.nextRequest()).answer(200, openPacket({ upgrades: ['websocket'] }));
  const poll = await browser.nextRequest();
  assert.equal(socket.writable, true);

  socket.send('x');
  const post = await browser.nextRequest();
  assert.equal(socket.writable, false);
  post.answer(200, 'ok');
  await settle();
  assert.equal(socket.writable, true);

  const [websocket] = browser.sockets;
  websocket.open();
  websocket.say('3probe');
  await settle();
  assert.equal(socket.writable, false);
  poll.answer(200, '6');
  await settle();
  assert.equal(socket.writable, true);
  websocket.bufferedAmount = 1;
  assert.equal(socket.writable, false);
});

// ---- for whoever watches

test('every packet is shown when it goes over the wire, with its transport', async () => {
  const { packets, poll, websocket, socket } = await givenProbing();

  websocket.say('3probe');
  await settle();
  socket.send('hello');
  poll.answer(200, '6');
  await settle();

  assert.deepEqual(packets.map(({ direction, transport, type, raw }) =>
    `${direction} ${transport} ${type} ${raw.slice(0, 6)}`), [
    'in polling open 0{"sid',
    'out websocket ping 2probe',
    'in websocket pong 3probe',
    'in polling noop 6',
    'out websocket upgrade 5',
    'out websocket message 4hello',
  ]);
  assert.equal(packets[0].at, 0);
});

test('a malformed packet is shown, too', async () => {
  const { packets, poll } = await givenPolling();

  poll.answer(200, '9nonsense');
  await settle();

  assert.deepEqual(packets.slice(1).map(({ type, raw }) => [type, raw]),
    [['malformed', '9nonsense'], ['close', '1']]);
});
