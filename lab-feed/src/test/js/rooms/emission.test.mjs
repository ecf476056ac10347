import assert from 'node:assert/strict';
import { test } from 'node:test';

const PAGE = '../../../../../lab-socketio-concepts/src/main/resources/public/socketio/rooms';
const { SERVER, clientLine, expectations, java, javaScript, newId, toWire } = await import(
  `${PAGE}/emission.js`
);

const PICTURE = {
  namespaces: [
    {
      name: '/rooms/shop',
      rooms: ['blue', 'red'],
      sockets: [
        { id: 'idA', client: '1A', rooms: ['blue'], slow: false },
        { id: 'idB', client: '1B', rooms: ['blue', 'red'], slow: false },
        { id: 'idC', client: '1C', rooms: ['red'], slow: false },
        { id: 'idD', client: '1D', rooms: [], slow: true },
      ],
    },
    {
      name: '/rooms/staff',
      rooms: ['blue'],
      sockets: [{ id: 'idE', client: '1C', rooms: ['blue'], slow: false }],
    },
  ],
};
const NAMES = { idA: '1A', idD: '1D' };

function choice(changes) {
  return {
    by: SERVER, namespace: '/rooms/shop', whom: 'all', to: [], except: [], how: 'plain',
    timeoutMillis: 1000, ...changes,
  };
}

const lines = [
  [{}, 'io.of("/rooms/shop").emit("news", id);'],
  [{ to: ['blue', 'red'] }, 'io.of("/rooms/shop").to("blue").to("red").emit("news", id);'],
  [{ to: ['blue'], except: ['red'], how: 'volatile' },
    'io.of("/rooms/shop").to("blue").except("red").volatile.emit("news", id);',
    'io.of("/rooms/shop").to("blue").except("red").volatile_().emit("news", id);'],
  [{ how: 'ack' },
    'await io.of("/rooms/shop").timeout(1000).emitWithAck("news", id);',
    'io.of("/rooms/shop").timeout(Duration.ofMillis(1000)).emitWithAck("news", id);'],
  [{ whom: 'self' }, 'socket.emit("news", id);'],
  [{ whom: 'self', how: 'volatile' },
    'socket.volatile.emit("news", id);', 'socket.volatile_().emit("news", id);'],
  [{ whom: 'others' },
    'socket.broadcast.emit("news", id);', 'socket.broadcast().emit("news", id);'],
  [{ whom: 'others', to: ['blue'] }, 'socket.to("blue").emit("news", id);'],
  [{ whom: 'others', except: ['red'] }, 'socket.except("red").emit("news", id);'],
  [{ to: ['idD'], except: ['blue'] },
    'io.of("/rooms/shop").to(socket1D.id).except("blue").emit("news", id);',
    'io.of("/rooms/shop").to(socket1D.id()).except("blue").emit("news", id);'],
];
for (const [changes, inJavaScript, inJava = inJavaScript] of lines) {
  test(`the line of code: ${inJavaScript}`, () => {
    const nameOf = id => NAMES[id];

    assert.equal(javaScript(choice(changes), nameOf), inJavaScript);
    assert.equal(java(choice(changes), nameOf), inJava);
  });
}

test('a room that is named like code stays text', () => {
  assert.match(javaScript(choice({ to: ['a");evil("'] })), /\.to\("a\\"\);evil\(\\""\)/);
});

test('only a client has something to say first', () => {
  assert.equal(clientLine(choice({})), undefined);
  assert.match(clientLine(choice({ by: '1A' })), /^socket\.emit\("send", /);
});

test('the server is told what was chosen, and no more', () => {
  assert.deepEqual(toWire(choice({ to: ['blue'] }), 'abcdef'), {
    id: 'abcdef', whom: 'all', to: ['blue'], except: [], namespace: '/rooms/shop',
  });
  assert.deepEqual(toWire(choice({ by: '1A', whom: 'self', how: 'volatile' }), 'abcdef'), {
    id: 'abcdef', whom: 'self', to: [], except: [], volatile: true,
  });
  assert.equal(toWire(choice({ how: 'ack' }), 'abcdef').timeout, 1000);
});

test('an id is six of a-z 0-9', () => {
  assert.equal(newId(() => 0), '000000');
  assert.equal(newId(() => 0.9999), 'zzzzzz');
  assert.match(newId(), /^[a-z0-9]{6}$/);
});

/** The same table as BroadcastTest.java has, where the server is asked. */
const receivers = [
  [{ by: '1B', whom: 'self' }, 'idB'],
  [{ by: '1B', whom: 'others' }, 'idA idC idD'],
  [{ by: '1B', whom: 'all' }, 'idA idB idC idD'],
  [{ by: '1B', whom: 'others', to: ['blue'] }, 'idA'],
  [{ by: '1B', whom: 'all', to: ['blue'] }, 'idA idB'],
  [{ by: '1B', whom: 'all', to: ['blue', 'red'] }, 'idA idB idC'],
  [{ by: '1B', whom: 'others', to: ['blue', 'red'] }, 'idA idC'],
  [{ by: '1B', whom: 'all', except: ['red'] }, 'idA idD'],
  [{ by: '1B', whom: 'others', except: ['red'] }, 'idA idD'],
  [{ by: '1B', whom: 'all', to: ['blue'], except: ['red'] }, 'idA'],
  [{ by: '1B', whom: 'all', to: ['blue', 'red'], except: ['blue', 'red'] }, ''],
  [{ to: ['idD'] }, 'idD'],
  [{ except: ['idD'] }, 'idA idB idC'],
  [{}, 'idA idB idC idD'],
  [{ how: 'volatile' }, 'idA idB idC'],
  [{ by: '1C', namespace: '/rooms/staff', whom: 'all', to: ['blue'] }, 'idE'],
  [{ by: '1C', namespace: '/rooms/staff', whom: 'others' }, ''],
];
for (const [changes, expected] of receivers) {
  test(`who should receive ${JSON.stringify(changes)}`, () => {
    const ids = expectations(choice(changes), PICTURE)
      .filter(({ receives }) => receives).map(({ id }) => id);

    assert.equal(ids.join(' '), expected);
  });
}

const reasons = [
  [{}, 'idA', 'everybody'],
  [{ to: ['blue'] }, 'idA', 'room', 'blue'],
  [{ to: ['blue', 'red'] }, 'idB', 'once'],
  [{ to: ['blue'] }, 'idC', 'notIn'],
  [{ to: ['blue'], except: ['red'] }, 'idB', 'except', 'red'],
  [{ by: '1A', whom: 'others' }, 'idA', 'sender'],
  [{ by: '1A', whom: 'self' }, 'idA', 'self'],
  [{ by: '1A', whom: 'self' }, 'idB', 'notSelf'],
  [{}, 'idD', 'later'],
  [{ how: 'volatile' }, 'idD', 'lost'],
  [{ to: ['blue'] }, 'idE', 'namespace'],
];
for (const [changes, socket, reason, room] of reasons) {
  test(`why ${socket} does or does not receive ${JSON.stringify(changes)}`, () => {
    const told = expectations(choice(changes), PICTURE).find(({ id }) => id === socket);

    assert.equal(told.reason, reason);
    assert.equal(told.room, room);
  });
}
