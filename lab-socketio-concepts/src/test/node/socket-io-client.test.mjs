/*
 * The official client against our server, whose address NodeClientTest gives in LAB_URL.
 * What the server answers to is in ClientsServer.java.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { io } from 'socket.io-client';

const URL_OF_LAB = process.env.LAB_URL;
/** Only a test that fails reaches it. */
const LIMIT = 20_000;
const WAYS = {
  polling: { transports: ['polling'] },
  websocket: { transports: ['websocket'] },
  upgrade: { transports: ['polling', 'websocket'] },
};

/** What came in under one name, to be taken in order. */
class Arrivals {
  #waiting = [];
  #arrived = [];

  constructor(socket, event) {
    socket.on(event, (...args) => {
      const taker = this.#waiting.shift();
      if (taker) {
        taker(args);
      } else {
        this.#arrived.push(args);
      }
    });
  }

  next() {
    return this.#arrived.length > 0
      ? Promise.resolve(this.#arrived.shift())
      : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The first argument of each, up to and with `last`. */
  async until(last) {
    const all = [];
    while (all.at(-1) !== last) {
      all.push((await this.next())[0]);
    }
    return all;
  }

  get left() {
    return this.#arrived.length;
  }
}

for (const [way, transports] of Object.entries(WAYS)) {
  const scenario = (name, run) =>
    test(`${way}: ${name}`, { timeout: LIMIT }, async (t) => {
      const ended = (socket) => {
        t.after(() => socket.disconnect());
        return socket;
      };
      const connect = (path = '/', options = {}) => ended(io(new URL(path, URL_OF_LAB).href, {
        ...transports,
        forceNew: true,
        reconnectionDelay: 10,
        reconnectionDelayMax: 100,
        ...options,
      }));
      /** Another namespace on the connection of a socket. */
      const beside = (socket, path, options) => ended(socket.io.socket(path, options));
      await run(connect, beside);
    });

  /** Connected, and on the transport that this way ends with. */
  const connected = async (socket) => {
    if (!socket.connected) {
      await once(socket, 'connect');
    }
    const { engine } = socket.io;
    if (way === 'upgrade' && engine.transport.name === 'polling') {
      await once(engine, 'upgrade');
    }
    assert.equal(engine.transport.name, way === 'polling' ? 'polling' : 'websocket');
    return socket;
  };

  scenario('connect with auth', async (connect) => {
    const socket = connect('/', { auth: { token: 'right', user: 'Zoë' } });
    const welcomes = new Arrivals(socket, 'welcome');

    const [namespace, auth] = await welcomes.next();

    assert.equal(namespace, '/');
    assert.deepEqual(auth, { token: 'right', user: 'Zoë' });
    await connected(socket);
    assert.equal(socket.recovered, false);
  });

  scenario('a middleware refuses, with data', async (connect) => {
    const socket = connect('/', { auth: { token: 'wrong' } });

    const [error] = await once(socket, 'connect_error');

    assert.equal(error.message, 'unauthorized');
    assert.deepEqual(error.data, { code: 401, hint: 'ask for a token' });
    assert.equal(socket.connected, false);
    assert.equal(socket.active, false);
  });

  scenario('events both ways, in order', async (connect) => {
    const socket = connect();
    const echoes = new Arrivals(socket, 'echo');
    const count = 200;

    for (let i = 0; i < count; i += 1) {
      socket.emit('echo', i, { text: `é\u2028"${i}"`, list: [null, true, 1.5] });
    }

    for (let i = 0; i < count; i += 1) {
      const args = (await echoes.next()).slice(0, 2);
      assert.deepEqual(args, [i, { text: `é\u2028"${i}"`, list: [null, true, 1.5] }]);
    }
    await connected(socket);
  });

  scenario('binary both ways', async (connect) => {
    const socket = connect();
    const large = Buffer.alloc(100_000, 7);

    const echoed = await socket.emitWithAck('echo', Buffer.from([0, 30, 255]), {
      deep: [Buffer.from('x'), large],
      empty: Buffer.alloc(0),
    });

    assert.deepEqual(Buffer.from(echoed), Buffer.from([0, 30, 255]));
    const echoes = new Arrivals(socket, 'echo');
    socket.emit('echo', { deep: [Buffer.from('x'), large], empty: Buffer.alloc(0) });
    const [value] = await echoes.next();
    assert.deepEqual(value.deep[0], Buffer.from('x'));
    assert.ok(value.deep[1].equals(large));
    assert.equal(value.empty.length, 0);
  });

  scenario('acknowledgements both ways', async (connect) => {
    const socket = connect();
    const answers = new Arrivals(socket, 'answered');
    socket.on('question', (value, answer) => answer([`answer to ${value}`, Buffer.from([1])]));

    assert.equal(await socket.timeout(LIMIT).emitWithAck('echo', 'first'), 'first');
    socket.emit('ask', 42);

    const [[text, bytes]] = await answers.next();
    assert.equal(text, 'answer to 42');
    assert.deepEqual(bytes, Buffer.from([1]));
  });

  scenario('acknowledgements time out both ways', async (connect) => {
    const socket = connect();
    const answers = new Arrivals(socket, 'answered');

    await assert.rejects(
      socket.timeout(50).emitWithAck('silent'),
      { message: 'operation has timed out' },
    );
    socket.emit('ask in vain', 1);

    assert.equal((await answers.next())[0], 'TimeoutException');
  });

  scenario('namespaces share a connection', async (connect, beside) => {
    const first = connect();
    const second = beside(first, '/second', { auth: { of: 'second' } });
    const tenant = beside(first, '/tenant-7');
    const none = beside(first, '/none');
    const refusals = new Arrivals(none, 'connect_error');
    const toSecond = new Arrivals(second, 'welcome');
    const toTenant = new Arrivals(tenant, 'welcome');
    [second, tenant, none].forEach((socket) => socket.connect());

    const [, auth] = await toSecond.next();
    assert.deepEqual(auth, { of: 'second' });
    assert.equal((await toTenant.next())[0], '/tenant-7');
    assert.equal((await refusals.next())[0].message, 'Invalid namespace');

    assert.equal(await second.emitWithAck('echo', '/second'), '/second');
    second.disconnect();
    assert.equal(await tenant.emitWithAck('echo', '/tenant-7'), '/tenant-7');
    assert.equal(await first.emitWithAck('echo', '/'), '/');
    await connected(first);
  });

  scenario('rooms', async (connect) => {
    const room = `rooms ${way}`;
    const member = connect();
    const former = connect();
    const stranger = connect();
    const heard = new Map([member, former, stranger].map((socket) => [
      socket, new Arrivals(socket, 'said')]));

    assert.equal(await member.emitWithAck('join', room), 2);
    assert.equal(await former.emitWithAck('join', room), 2);
    assert.equal(await former.emitWithAck('leave', room), 1);
    stranger.emit('say', room, 'to the room');

    assert.equal((await heard.get(member).next())[0], 'to the room');
    await former.emitWithAck('echo');
    await stranger.emitWithAck('echo');
    assert.equal(heard.get(former).left, 0);
    assert.equal(heard.get(stranger).left, 0);
  });

  scenario('a broadcast is not for its sender', async (connect) => {
    const sender = connect('/tenant-broadcast');
    const other = connect('/tenant-broadcast');
    const toSender = new Arrivals(sender, 'shouted');
    const toOther = new Arrivals(other, 'shouted');
    await connected(other);

    sender.emit('shout', 'to the others');

    assert.equal((await toOther.next())[0], 'to the others');
    await sender.emitWithAck('echo');
    assert.equal(toSender.left, 0);
  });

  scenario('volatile events may be lost, never doubled', async (connect) => {
    const socket = connect();
    const ticks = [];
    socket.on('tick', (n) => ticks.push(n));
    socket.volatile.emit('echo', 'before the connection is there');
    const echoes = new Arrivals(socket, 'echo');
    await connected(socket);

    for (let n = 0; ticks.length < 3; n += 1) {
      await socket.emitWithAck('volatile', n);
    }

    assert.deepEqual(ticks, [...new Set(ticks)].sort((a, b) => a - b));
    assert.equal(echoes.left, 0);
  });

  scenario('the server disconnects one namespace, or all', async (connect, beside) => {
    const first = connect();
    const second = beside(first, '/second');
    second.connect();
    await connected(first);
    await second.emitWithAck('echo');

    second.emit('kick', false);
    const [ofSecond] = await once(second, 'disconnect');
    assert.equal(await first.emitWithAck('echo', 'still here'), 'still here');
    first.emit('kick', true);
    const [ofFirst] = await once(first, 'disconnect');

    assert.equal(ofSecond, 'io server disconnect');
    assert.equal(ofFirst, 'io server disconnect');
    assert.equal(first.active, false);
  });

  scenario('reconnection after the server was restarted', async (connect) => {
    const socket = await connected(connect());
    const ends = new Arrivals(socket, 'disconnect');
    const connections = new Arrivals(socket, 'connect');
    const before = socket.id;

    socket.emit('restart');

    const [reason] = await ends.next();
    assert.match(reason, /^transport (close|error)$/);
    socket.emit('echo', 'kept until then');
    await connections.next();
    assert.notEqual(socket.id, before);
    assert.equal(socket.recovered, false);
    assert.equal(await socket.emitWithAck('echo', 'again'), 'again');
  });

  scenario('a cut connection is recovered with what was missed', async (connect) => {
    const room = `recovery ${way}`;
    const socket = await connected(connect());
    const said = new Arrivals(socket, 'said');
    const lost = new Arrivals(socket, 'lost');
    const connections = new Arrivals(socket, 'connect');
    const before = socket.id;
    await socket.emitWithAck('join', room);
    socket.emit('say', room, 'before');
    assert.deepEqual(await said.until('before'), ['before']);

    socket.emit('cut', room);
    await connections.next();
    assert.equal(socket.recovered, true);
    assert.equal(socket.id, before);
    socket.emit('say', room, 'after');

    assert.deepEqual(await said.until('after'), [1, 2, 3, 4, 5, 'after']);
    await socket.emitWithAck('echo');
    assert.equal(said.left, 0);
    assert.equal(lost.left, 0);
  });
}
