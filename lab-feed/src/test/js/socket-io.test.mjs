import assert from 'node:assert/strict';
import test from 'node:test';
import { connect } from '../../main/resources/shared/client/socket-io.js';
import { FakeBrowser, settle } from './fake-browser.mjs';

const OPEN = `0${JSON.stringify({
  sid: 's1', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000,
  maxPayload: 1_000_000,
})}`;

function given({ url, ...options } = {}) {
  const browser = new FakeBrowser({ rawSockets: true });
  const socket = connect(url, { transports: ['websocket'], browser, ...options });
  const told = [];
  for (const event of ['connect', 'connect_error', 'disconnect']) {
    socket.on(event, about => told.push(about === undefined ? event
      : `${event}: ${about.message ?? about}`));
  }
  const states = [];
  socket.io.on('state', details => states.push(details));
  return { browser, socket, told, states };
}

/** The WebSocket of the latest try, opened. */
async function opened(browser) {
  await settle();
  const websocket = browser.sockets.at(-1);
  websocket.open();
  websocket.say(OPEN);
  await settle();
  return websocket;
}

async function givenConnected(options) {
  const parts = given(options);
  const server = await opened(parts.browser);
  server.say('40{"sid":"a1"}');
  server.sent.length = 0; // CONNECT
  return { ...parts, server };
}

/** After the connection was lost: the next one, in which the namespace is entered. */
async function reconnected(browser, answer = '40{"sid":"a2"}') {
  await browser.advance(5_000);
  const server = await opened(browser);
  const sent = [...server.sent];
  server.sent.length = 0;
  server.say(answer);
  await settle();
  return { server, sent };
}

// ---- connecting to a namespace

test('it enters the main namespace, and is connected when the server lets it in', async () => {
  const { browser, socket, told } = given();

  const server = await opened(browser);
  assert.deepEqual(server.sent, ['40']);
  assert.equal(socket.connected, false);
  server.say('40{"sid":"a1"}');

  assert.equal(server.url, 'ws://lab.example/socket.io/?EIO=4&transport=websocket');
  assert.deepEqual([socket.id, socket.connected, socket.disconnected], ['a1', true, false]);
  assert.equal(socket.namespace, '/');
  assert.deepEqual(told, ['connect']);
});

for (const [title, options] of [
  ['the path of the URL', { url: 'http://other.example:81/admin' }],
  ['an option', { url: 'http://other.example:81', namespace: '/admin' }],
]) {
  test(`the namespace is ${title}`, async () => {
    const { browser, socket } = given(options);

    const server = await opened(browser);

    assert.equal(socket.namespace, '/admin');
    assert.deepEqual(server.sent, ['40/admin,']);
    assert.equal(new URL(server.url).host, 'other.example:81');
    assert.equal(new URL(server.url).pathname, '/socket.io/');
  });
}

test('auth goes with CONNECT', async () => {
  const { browser } = given({ auth: { token: 'abc' } });

  const server = await opened(browser);

  assert.deepEqual(server.sent, ['40{"token":"abc"}']);
});

test('auth may be a function, and is asked at each connection', async () => {
  let asked = 0;
  const { browser } = given({
    auth: callback => {
      asked += 1;
      callback({ try: asked });
    },
  });

  const first = await opened(browser);
  first.say('40{"sid":"a1"}');
  first.end(1006);
  const { sent } = await reconnected(browser);

  assert.deepEqual(first.sent, ['40{"try":1}']);
  assert.deepEqual(sent, ['40{"try":2}']);
});

test('auth that comes after one has left again enters nothing', async () => {
  const { socket, server } = await givenConnected();
  let callback;
  const admin = socket.io.socket('/admin', { auth: given => { callback = given; } });

  admin.disconnect();
  callback({ token: 't' });
  socket.emit('fence');
  await settle();

  assert.deepEqual(server.sent, ['42["fence"]']);
});

test('auth that is given twice enters once', async () => {
  const callbacks = [];
  const { browser, socket } = given({ auth: callback => callbacks.push(callback) });
  const server = await opened(browser);

  callbacks[0]({ token: 't' });
  server.say('40{"sid":"a1"}');
  callbacks[0]({ token: 't' });
  socket.emit('fence');
  await settle();

  assert.deepEqual(server.sent, ['40{"token":"t"}', '42["fence"]']);
});

test('auth that comes after its connection is lost is not sent over the next', async () => {
  const callbacks = [];
  const { browser } = given({ auth: callback => callbacks.push(callback) });
  const first = await opened(browser);
  first.end(1006);
  await browser.advance(5_000);
  const second = await opened(browser);

  callbacks[0]({ stale: true });
  callbacks[1]({ fresh: true });
  await settle();

  assert.deepEqual([first.sent, second.sent], [[], ['40{"fresh":true}']]);
});

test('a server that refuses says why, and is not asked again', async () => {
  const { browser, socket, told } = given();
  let refusal;
  socket.on('connect_error', error => { refusal = error; });
  const server = await opened(browser);

  server.say('44{"message":"Not authorized","data":{"code":401}}');
  await browser.advance(60_000);

  assert.deepEqual(told, ['connect_error: Not authorized']);
  assert.deepEqual(refusal.data, { code: 401 });
  assert.equal(socket.active, false);
  assert.equal(socket.io.state, 'idle');
  assert.equal(server.closedByUs, true);
  assert.equal(browser.sockets.length, 1);
});

test('whoever was refused may try again with other credentials', async () => {
  const { browser, socket, told } = given({ auth: { token: 'old' } });
  (await opened(browser)).say('44{"message":"expired"}');

  socket.auth = { token: 'new' };
  socket.connect();
  const server = await opened(browser);
  server.say('40{"sid":"a1"}');

  assert.deepEqual(server.sent, ['40{"token":"new"}']);
  assert.deepEqual(told, ['connect_error: expired', 'connect']);
});

// ---- several namespaces over one connection

test('namespaces share a connection, and are told apart', async () => {
  const { browser, socket, server } = await givenConnected();
  const admin = socket.io.socket('/admin', { auth: { token: 't' } });
  const heard = [];
  socket.on('news', value => heard.push(`/ ${value}`));
  admin.on('news', value => heard.push(`/admin ${value}`));

  await settle();
  server.say('40/admin,{"sid":"b1"}');
  server.say('42/admin,["news",1]');
  server.say('42["news",2]');
  server.say('42/elsewhere,["news",3]');
  admin.emit('hello');
  await settle();

  assert.deepEqual(heard, ['/admin 1', '/ 2']);
  assert.deepEqual(server.sent, ['40/admin,{"token":"t"}', '42/admin,["hello"]']);
  assert.deepEqual([socket.id, admin.id], ['a1', 'b1']);
  assert.equal(browser.sockets.length, 1);
});

test('a namespace has one socket, however often one asks for it', async () => {
  const { socket, server } = await givenConnected();

  const first = socket.io.socket('/admin');
  const second = socket.io.socket('/admin');
  await settle();

  assert.equal(first, second);
  assert.deepEqual(server.sent, ['40/admin,']);
});

test('a socket that has left is not told what becomes of the connection', async () => {
  const { browser, socket, server, told } = await givenConnected();
  const admin = socket.io.socket('/admin');
  const heard = [];
  admin.on('connect_error', () => heard.push('connect_error'));
  socket.disconnect();

  server.end(1006);
  await browser.advance(1_000);
  browser.sockets.at(-1).fail();

  assert.deepEqual(heard, ['connect_error']);
  assert.deepEqual(told, ['connect', 'disconnect: io client disconnect']);
});

test('one that leaves leaves the connection to the others', async () => {
  const { browser, socket, server, told } = await givenConnected();
  const admin = socket.io.socket('/admin');
  await settle();
  server.say('40/admin,{"sid":"b1"}');
  server.sent.length = 0;

  socket.disconnect();
  await settle();
  assert.deepEqual(server.sent, ['41']);
  assert.equal(server.closedByUs, false);
  assert.equal(admin.connected, true);
  admin.disconnect();
  await settle();

  assert.deepEqual(server.sent, ['41', '41/admin,']);
  assert.equal(server.closedByUs, true);
  assert.deepEqual(told, ['connect', 'disconnect: io client disconnect']);
  assert.equal(browser.timers, 0);
  assert.equal(browser.network.listeners, 0);
});

test('all namespaces come back with the connection', async () => {
  const { browser, socket, server } = await givenConnected();
  const admin = socket.io.socket('/admin');
  server.say('40/admin,{"sid":"b1"}');

  server.end(1006);
  assert.deepEqual([socket.connected, admin.connected], [false, false]);
  const { sent } = await reconnected(browser);

  assert.deepEqual(sent, ['40', '40/admin,']);
});

test('a namespace that was left before it was entered is not kept', async () => {
  const { socket, server } = await givenConnected();
  const admin = socket.io.socket('/admin');
  await settle();

  admin.disconnect();
  server.say('40/admin,{"sid":"b1"}');
  await settle();

  assert.deepEqual(server.sent, ['40/admin,', '41/admin,']);
  assert.equal(admin.connected, false);
});

test('a socket that the server disconnects stays away until it is told otherwise', async () => {
  const { browser, socket, server, told } = await givenConnected();

  server.say('41');
  await browser.advance(60_000);
  assert.deepEqual(told, ['connect', 'disconnect: io server disconnect']);
  assert.deepEqual([socket.active, socket.id], [false, undefined]);
  assert.equal(browser.sockets.length, 1);
  socket.connect();
  (await opened(browser)).say('40{"sid":"a2"}');

  assert.equal(socket.id, 'a2');
});

test('whoever comes back while told stays on the same connection', async () => {
  const { browser, socket, server, told } = await givenConnected();
  socket.on('disconnect', () => socket.connect());

  server.say('41');
  await settle();
  assert.deepEqual(server.sent, ['40']);
  server.say('40{"sid":"a2"}');

  assert.equal(socket.id, 'a2');
  assert.deepEqual(told, ['connect', 'disconnect: io server disconnect', 'connect']);
  assert.equal(browser.sockets.length, 1);
});

// ---- events

test('events go both ways with their arguments', async () => {
  const { socket, server } = await givenConnected();
  const heard = [];
  socket.on('news', (...args) => heard.push(args));

  socket.emit('say', 1, 'two', { three: [null] }).emit('again');
  server.say('42["news",{"a":1},[2]]');
  server.say('42["unheard"]');
  await settle();

  assert.deepEqual(server.sent, ['42["say",1,"two",{"three":[null]}]', '42["again"]']);
  assert.deepEqual(heard, [[{ a: 1 }, [2]]]);
});

test('listeners come and go', async () => {
  const { socket, server } = await givenConnected();
  const heard = [];
  const always = value => heard.push(`always ${value}`);
  const any = (event, value) => heard.push(`any ${event} ${value}`);
  socket.on('n', always);
  socket.once('n', value => heard.push(`once ${value}`));
  socket.onAny(any);

  server.say('42["n",1]');
  server.say('42["n",2]');
  socket.offAny(any);
  socket.off('n', always);
  server.say('42["n",3]');

  assert.deepEqual(heard, ['any n 1', 'always 1', 'once 1', 'any n 2', 'always 2']);
});

test('listeners can be taken away by their event, or all at once', async () => {
  const { socket, server } = await givenConnected();
  const heard = [];
  socket.on('a', () => heard.push('a'));
  socket.on('b', () => heard.push('b'));

  socket.off('a');
  server.say('42["a"]');
  server.say('42["b"]');
  socket.off();
  server.say('42["b"]');

  assert.deepEqual(heard, ['b']);
});

test('a listener that is added or taken away while others are called waits', async () => {
  const { socket, server } = await givenConnected();
  const heard = [];
  const second = () => heard.push('second');
  socket.once('n', () => {
    socket.off('n', second);
    socket.on('n', () => heard.push('third'));
  });
  socket.on('n', second);

  server.say('42["n"]');
  assert.deepEqual(heard, ['second']);
  server.say('42["n"]');

  assert.deepEqual(heard, ['second', 'third']);
});

test('binary data goes both ways', async () => {
  const { socket, server } = await givenConnected();
  const heard = [];
  socket.on('image', (...args) => heard.push(args));

  socket.emit('image', { pixels: Uint8Array.of(1, 2) }, Uint8Array.of(3).buffer);
  server.say('451-["image",{"pixels":{"_placeholder":true,"num":0}}]');
  assert.deepEqual(heard, []);
  server.say(Uint8Array.of(4, 5));
  await settle();

  assert.deepEqual(server.sent, [
    '452-["image",{"pixels":{"_placeholder":true,"num":0}},{"_placeholder":true,"num":1}]',
    Uint8Array.of(1, 2), Uint8Array.of(3),
  ]);
  assert.deepEqual(heard, [[{ pixels: Uint8Array.of(4, 5) }]]);
});

test('binary data goes by polling as Base64', async () => {
  const { browser, socket } = given({ transports: ['polling'] });
  (await browser.nextRequest()).answer(200, OPEN);
  const requests = [await browser.nextRequest(), await browser.nextRequest()];
  const post = requests.find(({ method }) => method === 'POST');
  post.answer(200, 'ok');
  requests.find(({ method }) => method === 'GET').answer(200,
    '40{"sid":"a1"}\x1e461-0[{"_placeholder":true,"num":0}]\x1ebAQI=');
  await settle();

  socket.emit('image', Uint8Array.of(3));
  await settle();

  assert.equal(post.body, '40');
  assert.equal(browser.requests.find(({ method }) => method === 'POST').body,
    '451-["image",{"_placeholder":true,"num":0}]\x1ebAw==');
  assert.equal(socket.connected, true);
});

for (const name of ['connect', 'connect_error', 'disconnect', 'disconnecting',
  'newListener', 'removeListener', 7, undefined]) {
  test(`no event may be named ${name}`, async () => {
    const { socket, server } = await givenConnected();

    assert.throws(() => socket.emit(name),
      { message: `An event's name must be text and not reserved, was “${name}”` });
    await settle();

    assert.deepEqual(server.sent, []);
  });
}

test('what cannot be sent is refused when it is emitted', async () => {
  const { browser, socket, server } = await givenConnected();

  assert.throws(() => socket.timeout(1_000).emit('x', 1n, () => {}), { name: 'TypeError' });
  await settle();

  assert.deepEqual(server.sent, []);
  assert.equal(browser.timers, 1); // the heartbeat's: nobody waits for an acknowledgement
});

test('a listener that throws is reported, and stops nobody else', async () => {
  const { browser, socket, server } = await givenConnected();
  const heard = [];
  socket.on('n', () => { throw new Error('mistake'); });
  socket.on('n', value => heard.push(value));

  server.say('42["n",1]');
  server.say('42["n",2]');

  assert.deepEqual(heard, [1, 2]);
  assert.deepEqual(browser.reported.map(({ message }) => message), ['mistake', 'mistake']);
  assert.equal(socket.connected, true);
});

// ---- acknowledgements

test('an acknowledgement answers the event with its id', async () => {
  const { socket, server } = await givenConnected();
  const answers = [];

  socket.emit('one', (...args) => answers.push(['one', ...args]));
  socket.emit('two', 'x', (...args) => answers.push(['two', ...args]));
  await settle();
  assert.deepEqual(server.sent, ['420["one"]', '421["two","x"]']);
  server.say('431["second",2]');
  server.say('430[]');
  server.say('430["again"]');
  server.say('4399["unknown"]');

  assert.deepEqual(answers, [['two', 'second', 2], ['one']]);
  assert.equal(socket.connected, true);
});

test('the server can ask for an acknowledgement, and gets one', async () => {
  const { socket, server } = await givenConnected();
  socket.on('question', (value, ack) => {
    ack(value + 1, Uint8Array.of(1));
    ack('twice');
  });

  server.say('427["question",41]');
  await settle();

  assert.deepEqual(server.sent,
    ['461-7[42,{"_placeholder":true,"num":0}]', Uint8Array.of(1)]);
});

test('an answer to a connection that is gone is not sent over the next', async () => {
  const { browser, socket, server } = await givenConnected();
  let answer;
  socket.on('question', ack => { answer = ack; });
  server.say('427["question"]');
  server.end(1006);
  const { server: next } = await reconnected(browser);

  answer('late');
  socket.emit('fence');
  await settle();

  assert.deepEqual(next.sent, ['42["fence"]']);
});

test('whoever has left a namespace does not answer there any more', async () => {
  const { socket, server } = await givenConnected();
  socket.io.socket('/admin');
  let answer;
  socket.on('question', ack => { answer = ack; });
  server.say('427["question"]');
  socket.disconnect();
  await settle();
  server.sent.length = 0;

  answer('late');
  await settle();

  assert.deepEqual(server.sent, []);
  assert.equal(server.closedByUs, false); // it is the connection of another namespace
});

test('emitWithAck resolves to the first value', async () => {
  const { socket, server } = await givenConnected();

  const answer = socket.emitWithAck('ask');
  server.say('430["yes","and more"]');

  assert.equal(await answer, 'yes');
});

test('an acknowledgement with a time-out has an error first, or null', async () => {
  const { browser, socket, server } = await givenConnected();
  const answers = [];
  const soon = socket.timeout(1_000);

  soon.emit('answered', (...args) => answers.push(args));
  soon.emit('unanswered', (error, ...args) => answers.push([error.message, ...args]));
  assert.equal(browser.timers, 3); // the heartbeat's, and one for each
  server.say('430["yes"]');
  assert.equal(browser.timers, 2);
  await browser.advance(999);
  assert.deepEqual(answers, [[null, 'yes']]);
  await browser.advance(1);
  server.say('431["too late"]');

  assert.deepEqual(answers, [[null, 'yes'], ['operation has timed out']]);
  assert.equal(browser.timers, 1); // the heartbeat's
});

test('emitWithAck rejects when the time is over', async () => {
  const { browser, socket } = await givenConnected();

  const answer = assert.rejects(socket.timeout(500).emitWithAck('ask'),
    { message: 'operation has timed out' });
  await browser.advance(500);

  await answer;
});

test('an event whose time is over before there is a connection is not sent', async () => {
  const { browser, socket } = given();

  const answer = assert.rejects(socket.timeout(500).emitWithAck('stale'));
  socket.emit('fresh');
  await browser.advance(500);
  await answer;
  const server = await opened(browser);
  server.say('40{"sid":"a1"}');
  await settle();

  assert.deepEqual(server.sent, ['40', '42["fresh"]']);
});

test('a lost connection loses its acknowledgements, and says so where it can', async () => {
  const { browser, socket, server } = await givenConnected();
  const answers = [];
  socket.emit('plain', () => answers.push('plain'));
  socket.timeout(9_000).emit('timed', error => answers.push(error.message));
  const rejected = assert.rejects(socket.emitWithAck('asked'),
    { message: 'socket has been disconnected' });

  server.end(1006);
  await rejected;
  const { server: next } = await reconnected(browser);
  next.say('430["of another connection"]');

  assert.deepEqual(answers, ['socket has been disconnected']);
});

test('what is emitted when told of the loss is for the next connection', async () => {
  const { browser, socket, server } = await givenConnected();
  const answers = [];
  socket.once('disconnect', () => socket.timeout(9_000)
    .emit('ask', (error, answer) => answers.push([error, answer])));

  server.end(1006);
  const { server: next } = await reconnected(browser);
  assert.deepEqual(next.sent, ['420["ask"]']);
  next.say('430["yes"]');

  assert.deepEqual(answers, [[null, 'yes']]);
});

test('an event in the buffer keeps its acknowledgement over the reconnection', async () => {
  const { browser, socket, server } = await givenConnected();
  server.end(1006);

  const answer = socket.emitWithAck('ask');
  const { server: next } = await reconnected(browser);
  assert.deepEqual(next.sent, ['420["ask"]']);
  next.say('430["yes"]');

  assert.equal(await answer, 'yes');
});

// ---- buffers, and what may be lost

test('what is emitted while away leaves in one burst, in order, before "connect"', async () => {
  const { browser, socket, server } = await givenConnected();
  server.end(1006);
  socket.on('connect', () => socket.emit('after'));

  for (const n of [1, 2, 3]) socket.emit('n', n);
  assert.deepEqual(socket.sendBuffer.map(({ data }) => data), [['n', 1], ['n', 2], ['n', 3]]);
  const { server: next } = await reconnected(browser);

  assert.deepEqual(next.sent, ['42["n",1]', '42["n",2]', '42["n",3]', '42["after"]']);
  assert.deepEqual(socket.sendBuffer, []);
});

test('what was emitted first leaves first, whatever a listener emits on catching up', async () => {
  const { browser, socket } = given();
  socket.on('n', () => socket.emit('answer'));
  const server = await opened(browser);

  socket.emit('before');
  server.say('42["n"]');
  server.say('40{"sid":"a1"}');
  await settle();

  assert.deepEqual(server.sent, ['40', '42["before"]', '42["answer"]']);
});

test('whoever leaves on catching up is not told that it is connected', async () => {
  const { browser, socket, told } = given();
  socket.on('n', () => socket.disconnect());
  const server = await opened(browser);

  server.say('42["n"]');
  server.say('40{"sid":"a1"}');

  assert.deepEqual(told, ['disconnect: io client disconnect']);
});

test('what is buffered is what was emitted, whatever becomes of it', async () => {
  const { browser, socket } = given();
  const position = { x: 1 };

  socket.emit('moved', position);
  position.x = 2;
  const server = await opened(browser);
  server.say('40{"sid":"a1"}');
  await settle();

  assert.deepEqual(server.sent, ['40', '42["moved",{"x":1}]']);
});

test('events that come before CONNECT are kept until then', async () => {
  const { browser, socket, told } = given();
  socket.on('n', value => told.push(value));
  const server = await opened(browser);

  server.say('42["n",1]');
  assert.deepEqual(socket.receiveBuffer, [['n', 1]]);
  server.say('40{"sid":"a1"}');

  assert.deepEqual(told, [1, 'connect']);
  assert.deepEqual(socket.receiveBuffer, []);
});

test('what is volatile is dropped while away', async () => {
  const { browser, socket, server } = await givenConnected();
  server.end(1006);

  socket.volatile.emit('cursor', 1);
  socket.emit('fence');
  const { server: next } = await reconnected(browser);

  assert.deepEqual(next.sent, ['42["fence"]']);
});

test('what is volatile is dropped when it would have to wait', async () => {
  const { socket, server } = await givenConnected();

  socket.volatile.emit('cursor', 1);
  server.bufferedAmount = 1;
  socket.volatile.emit('cursor', 2);
  server.bufferedAmount = 0;
  socket.volatile.emit('cursor', 3);
  socket.emit('fence');
  await settle();

  assert.deepEqual(server.sent, ['42["cursor",1]', '42["cursor",3]', '42["fence"]']);
});

test('volatile and timeout go together, in any order', async () => {
  const { browser, socket, server } = await givenConnected();
  server.end(1006);

  const dropped = [
    socket.volatile.timeout(100).emitWithAck('a'),
    socket.timeout(100).volatile.emitWithAck('b'),
  ].map(answer => assert.rejects(answer, { message: 'operation has timed out' }));
  assert.deepEqual(socket.sendBuffer, []);
  await browser.advance(100);

  await Promise.all(dropped);
});

// ---- losing the connection, and coming back

test('a lost connection is followed by a wait with jitter, and another try', async () => {
  const { browser, server, told, states } = await givenConnected();
  await browser.advance(5_000); // it lasted

  browser.chance = 0.25;
  server.end(1006);
  const { reason, error, ...waiting } = states.at(-1);
  assert.deepEqual(waiting, {
    state: 'waiting', attempt: 1, delayMillis: 250, floorMillis: 0, ceilingMillis: 1_000,
  });
  assert.equal(reason, 'transport close');
  assert.equal(error.message, 'the WebSocket was closed with 1006');
  await browser.advance(249);
  assert.equal(browser.sockets.length, 1);
  await browser.advance(1);

  assert.equal(browser.sockets.length, 2);
  assert.deepEqual(told, ['connect', 'disconnect: transport close']);
});

test('each failure doubles the ceiling, up to a limit', async () => {
  const { browser, told, states } = given({
    reconnectionDelay: 100, reconnectionDelayMax: 400,
  });

  for (let i = 0; i < 5; i += 1) {
    await settle();
    browser.sockets.at(-1).fail();
    await browser.advance(400);
  }

  assert.deepEqual(states.filter(({ state }) => state === 'waiting')
    .map(({ ceilingMillis }) => ceilingMillis), [100, 200, 400, 400, 400]);
  assert.deepEqual(told, Array(5).fill(
    'connect_error: the WebSocket was closed with 1006'));
});

test('only a connection that lasted ends the backing off', async () => {
  const { browser, server, states } = await givenConnected();

  server.end(1006);
  const { server: second } = await reconnected(browser);
  second.end(1006);
  const { server: third } = await reconnected(browser);
  await browser.advance(5_000);
  third.end(1006);

  assert.deepEqual(states.filter(({ state }) => state === 'waiting')
    .map(({ ceilingMillis }) => ceilingMillis), [1_000, 2_000, 1_000]);
});

test('the tries are told, and the one that succeeds', async () => {
  const { browser, socket, server } = await givenConnected();
  const told = [];
  for (const event of ['reconnect_attempt', 'reconnect_error', 'reconnect', 'open',
    'close', 'error']) {
    socket.io.on(event, about => told.push(`${event} ${about?.message ?? about ?? ''}`));
  }

  server.end(1001);
  await browser.advance(1_000);
  browser.sockets.at(-1).fail();
  await reconnected(browser);

  assert.deepEqual(told, [
    'close transport close', 'reconnect_attempt 1',
    'error the WebSocket was closed with 1006',
    'reconnect_error the WebSocket was closed with 1006',
    'reconnect_attempt 2', 'open ', 'reconnect 2',
  ]);
});

test('after the last try it stops, until it is told to connect', async () => {
  const { browser, socket, states } = given({ reconnectionAttempts: 2 });
  let failed = 0;
  socket.io.on('reconnect_failed', () => { failed += 1; });

  for (let i = 0; i < 3; i += 1) {
    await settle();
    browser.sockets.at(-1).fail();
    await browser.advance(5_000);
  }
  assert.deepEqual([browser.sockets.length, states.at(-1).state, failed],
    [3, 'stopped', 1]);
  assert.deepEqual([browser.timers, browser.network.listeners], [0, 0]);
  socket.connect();
  assert.deepEqual(states.at(-1), { state: 'connecting', attempt: 0 });
  (await opened(browser)).say('40{"sid":"a1"}');

  assert.equal(socket.connected, true);
});

test('without reconnection a lost connection stays lost', async () => {
  const { browser, server, states } = await givenConnected({ reconnection: false });

  server.end(1006);
  await browser.advance(60_000);

  assert.equal(browser.sockets.length, 1);
  assert.equal(states.at(-1).state, 'stopped');
});

test('a server that does not answer is given up in time', async () => {
  const { browser, told } = given({ timeout: 2_000 });

  await browser.advance(2_000);

  assert.deepEqual(told, ['connect_error: not connected within 2000 ms']);
  assert.equal(browser.sockets[0].closedByUs, true);
});

test('a server that breaks the protocol loses us, and is tried again', async () => {
  for (const nonsense of ['4', '49', '42["connect"]', '451["x"]', '40{}', '43["x"]']) {
    const { browser, server, told, states } = await givenConnected();

    server.say(nonsense);

    assert.equal(told.at(-1), 'disconnect: parse error', nonsense);
    assert.equal(states.at(-1).state, 'waiting');
    assert.equal(server.closedByUs, true);
    assert.deepEqual(browser.reported, []);
  }
});

test('the end of a connection that was left is no news', async () => {
  const { browser, socket, server, told } = await givenConnected();

  socket.disconnect().connect();
  server.say('42["stale"]');
  server.end(1005);
  (await opened(browser)).say('40{"sid":"a2"}');
  await browser.advance(5_000);

  assert.deepEqual(told, ['connect', 'disconnect: io client disconnect', 'connect']);
  assert.equal(browser.sockets.length, 2);
});

test('what the server still says over a connection that was left is not heard', async () => {
  const { browser, socket } = given({ transports: ['polling'] });
  const heard = [];
  socket.on('n', value => heard.push(value));
  (await browser.nextRequest()).answer(200, OPEN);
  const requests = [await browser.nextRequest(), await browser.nextRequest()];
  const poll = requests.find(({ method }) => method === 'GET');

  socket.disconnect().connect(); // the POST of CONNECT is under way
  (await browser.nextRequest()).answer(200, OPEN);
  const next = [await browser.nextRequest(), await browser.nextRequest()];
  poll.answer(200, '42["n","stale"]');
  await settle();
  next.find(({ method }) => method === 'GET').answer(200, '40{"sid":"a2"}\x1e42["n","new"]');
  await settle();

  assert.deepEqual(heard, ['new']);
});

test('whoever leaves when told of the loss is not brought back', async () => {
  const { browser, socket, server } = await givenConnected();
  socket.on('disconnect', () => socket.disconnect());

  server.end(1006);
  await browser.advance(60_000);

  assert.deepEqual([browser.timers, browser.sockets.length, socket.io.state],
    [0, 1, 'idle']);
});

test('leaving while waiting leaves no timer behind', async () => {
  const { browser, socket, server } = await givenConnected();
  server.end(1006);

  socket.disconnect();
  await browser.advance(60_000);

  assert.deepEqual([browser.timers, browser.sockets.length, socket.io.state],
    [0, 1, 'idle']);
});

test('a page that slept does not send into a session that is over', async () => {
  const { browser, socket, told } = await givenConnected();
  browser.now = () => 3_600_000;

  socket.emit('good morning');

  assert.equal(told.at(-1), 'disconnect: ping timeout');
  assert.deepEqual(socket.sendBuffer.map(({ data }) => data), [['good morning']]);
});

test('without a ping the server is dead', async () => {
  const { browser, told, states } = await givenConnected();

  await browser.advance(45_000);

  assert.equal(told.at(-1), 'disconnect: ping timeout');
  assert.equal(states.at(-1).state, 'waiting');
});

// ---- the network

test('offline and back: no try in between, none of the backing off afterwards', async () => {
  const { browser, socket, server, told, states } = await givenConnected();

  browser.network.dispatchEvent(new Event('offline'));
  await browser.advance(60_000);
  assert.deepEqual([browser.sockets.length, states.at(-1).state], [1, 'offline']);
  browser.network.dispatchEvent(new Event('online'));
  (await opened(browser)).say('40{"sid":"a2"}');

  assert.equal(server.closedByUs, true);
  assert.deepEqual(told, ['connect', 'disconnect: transport close', 'connect']);
  assert.equal(socket.id, 'a2');
});

test('told to go offline it stays so, whatever the browser says', async () => {
  const { browser, socket } = await givenConnected();

  socket.io.goOffline();
  browser.network.dispatchEvent(new Event('online'));
  await browser.advance(60_000);
  assert.equal(browser.sockets.length, 1);
  socket.io.goOnline();
  await settle();

  assert.equal(browser.sockets.length, 2);
});

test('told to go offline before it has begun, it is not offline', async () => {
  const { browser, socket } = given({ autoConnect: false });

  socket.io.goOffline();
  socket.connect();
  await settle();
  browser.network.dispatchEvent(new Event('offline'));
  browser.network.dispatchEvent(new Event('online'));
  await settle();

  assert.equal(browser.sockets.length, 2);
});

test('when the network comes back the wait is over', async () => {
  const { browser, server } = await givenConnected();
  server.end(1006);

  browser.network.dispatchEvent(new Event('online'));
  await settle();

  assert.equal(browser.sockets.length, 2);
  assert.equal(browser.timers, 1); // to give up this try
});

test('a server on this machine needs no network', async () => {
  const { browser, socket } = await givenConnected({ url: 'http://127.0.0.1:7000' });

  browser.network.dispatchEvent(new Event('offline'));

  assert.equal(socket.connected, true);
});

// ---- connection state recovery

test('it goes on where it was: the private id and the last offset are sent', async () => {
  const { browser, socket, told } = given({ auth: { token: 't' } });
  const heard = [];
  socket.on('n', value => heard.push(value));
  const server = await opened(browser);
  server.say('40{"sid":"a1","pid":"p1"}');
  assert.equal(socket.recovered, false);
  server.say('42["n",1,"offset-1"]');
  server.end(1006);

  const { server: next, sent } = await reconnected(browser, '40{"sid":"a1","pid":"p1"}');
  next.say('42["n",2,"offset-2"]');

  assert.deepEqual(sent, ['40{"pid":"p1","offset":"offset-1","token":"t"}']);
  assert.deepEqual([socket.recovered, socket.id], [true, 'a1']);
  assert.deepEqual(heard, [1, 2]);
  assert.deepEqual(told, ['connect', 'disconnect: transport close', 'connect']);
});

test('what is caught up on comes before "connect", once, although it was cut short', async () => {
  const { browser, socket, told } = given();
  socket.on('n', value => told.push(value));
  const server = await opened(browser);
  server.say('40{"sid":"a1","pid":"p1"}');
  server.say('42["n",1,"offset-1"]');
  server.end(1006);
  await browser.advance(5_000);
  const second = await opened(browser);
  second.say('42["n",2,"offset-2"]');
  second.end(1006); // before CONNECT

  await browser.advance(5_000);
  const third = await opened(browser);
  third.say('42["n",2,"offset-2"]');
  third.say('42["n",3,"offset-3"]');
  third.say('40{"sid":"a1","pid":"p1"}');

  assert.deepEqual(third.sent, ['40{"pid":"p1","offset":"offset-1"}']);
  assert.deepEqual(told, ['connect', 1, 'disconnect: transport close', 2, 3, 'connect']);
  assert.equal(socket.recovered, true);
});

test('another private id means that something may be missing', async () => {
  const { browser, socket } = given();
  const server = await opened(browser);
  server.say('40{"sid":"a1","pid":"p1"}');
  server.end(1006);

  const { sent } = await reconnected(browser, '40{"sid":"a2","pid":"p2"}');

  assert.deepEqual(sent, ['40{"pid":"p1"}']);
  assert.equal(socket.recovered, false);
});

test('a server without recovery is sent nothing of it', async () => {
  const { browser, socket, server } = await givenConnected();
  server.say('42["n","looks like an offset"]');
  server.end(1006);

  const { sent } = await reconnected(browser);

  assert.deepEqual(sent, ['40']);
  assert.equal(socket.recovered, false);
});

// ---- for whoever watches

test('every packet is shown decoded, heartbeats included', async () => {
  const packets = [];
  const { browser, socket, server } = await givenConnected({
    namespace: '/', onPacket: packet => packets.push(packet),
  });
  packets.length = 0;

  await browser.advance(100);
  socket.emit('image', Uint8Array.of(1), () => {});
  await settle();
  server.say('430["ok"]');
  server.say('2');
  await settle();

  const at = 100;
  const transport = 'websocket';
  const text = '51-0["image",{"_placeholder":true,"num":0}]';
  assert.deepEqual(packets, [
    {
      direction: 'out', at, transport, engine: { type: 'message', raw: `4${text}` },
      packet: { type: 'BINARY_EVENT', namespace: '/', event: 'image', id: 0, attachments: 1 },
      raw: text,
    },
    {
      direction: 'out', at, transport,
      engine: { type: 'message', raw: Uint8Array.of(1) },
      packet: { type: 'attachment' }, raw: Uint8Array.of(1),
    },
    {
      direction: 'in', at, transport, engine: { type: 'message', raw: '430["ok"]' },
      packet: { type: 'ACK', namespace: '/', event: undefined, id: 0, attachments: 0 },
      raw: '30["ok"]',
    },
    { direction: 'in', at, transport, engine: { type: 'ping', raw: '2' } },
    { direction: 'out', at, transport, engine: { type: 'pong', raw: '3' } },
  ]);
});

test('a malformed packet is shown with what is wrong', async () => {
  const packets = [];
  const { server } = await givenConnected({ onPacket: packet => packets.push(packet) });

  server.say('48');

  assert.deepEqual(packets.slice(-1).map(({ packet, raw }) => ({ packet, raw })), [{
    packet: {
      type: 'malformed', reason: 'A packet begins with its type, 0 to 6, was “8”',
    },
    raw: '8',
  }]);
});
