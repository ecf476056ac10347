import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatClient } from '../../../../../lab-socketio-concepts/src/main/resources/public/socketio/chat/client.js';
import { FakeManager } from './fake-manager.mjs';

const WELCOME = {
  name: 'Ada', roles: ['guest'], people: ['Ada', 'Bob'], expiresAt: '2026-11-20T11:45:30Z',
  rooms: [{ name: 'lobby', membersOnly: false }, { name: 'questions', membersOnly: false }],
};
const LOBBY = { room: 'lobby', people: ['Ada'], history: [], read: {} };

function page() {
  const manager = new FakeManager();
  const chat = new ChatClient(manager);
  const told = [];
  for (const type of ['state', 'refusal', 'message']) {
    chat.addEventListener(type, ({ detail }) => told.push([type, detail]));
  }
  return { manager, chat, socket: manager.socket_, told };
}

/** In the lobby; nothing is under way. */
async function inLobby() {
  const all = page();
  all.chat.enter('a.b.c');
  await all.socket.enter(WELCOME);
  await all.socket.answer(LOBBY);
  all.socket.take();
  all.told.splice(0);
  return all;
}

test('theTokenIsAskedForAtEachConnect', () => {
  const { chat, socket } = page();
  const given = [];

  chat.enter('first');
  socket.auth(auth => given.push(auth));
  chat.enter('second');
  socket.auth(auth => given.push(auth));

  assert.deepEqual(given, [{ token: 'first' }, { token: 'second' }]);
  assert.equal(socket.namespace, '/chat');
});

test('whoEntersJoinsTheLobby', async () => {
  const { chat, socket } = page();
  chat.enter('a.b.c');

  await socket.enter(WELCOME);

  assert.deepEqual(socket.take(), [['join', { room: 'lobby' }]]);
  await socket.answer(LOBBY);
  assert.equal(chat.model.current.name, 'lobby');
});

test('whoHasLeftTheLobbyIsNotPutBackIntoIt', async () => {
  const { chat, socket } = await inLobby();
  const left = chat.leaveRoom(chat.model.current);
  await socket.answer({});
  await left;
  socket.take();

  await socket.lose('transport close');
  await socket.enter(WELCOME);

  assert.deepEqual(socket.take(), []);
});

test('aRoomThatDoesNotLetUsInAgainIsLeft', async () => {
  const { chat, socket } = await inLobby();
  await socket.lose('transport close');
  await socket.enter(WELCOME);
  assert.equal(chat.model.current.returning, true);

  await socket.answer({ error: { code: 'PERMISSION_DENIED', message: 'no' } });

  assert.equal(chat.model.current.returning, false);
  assert.equal(chat.model.current.joined, false);
});

test('aRoomThatIsJoinedTwiceStaysJoined', async () => {
  const { chat, socket } = await inLobby();
  const questions = chat.model.room('questions');
  chat.choose(questions);
  chat.choose(questions);

  await socket.answer({ ...LOBBY, room: 'questions' });
  await socket.answer({ error: { code: 'JOIN_ERROR', message: 'twice' } });

  assert.equal(questions.joined, true);
});

test('aMessageIsPendingUntilItIsAcknowledged', async () => {
  const { chat, socket } = await inLobby();

  chat.send('Hello');
  const [message] = chat.model.current.messages;
  assert.equal(message.pending, true);
  await socket.answer({ id: 1, at: '2026-11-20T10:15:30Z' });

  assert.deepEqual(socket.take(),
    [['message', { room: 'lobby', ref: message.ref, text: 'Hello' }]]);
  assert.equal(message.pending, false);
  assert.equal(message.id, 1);
});

test('aMessageThatIsRefusedSaysWhy', async () => {
  const { chat, socket, told } = await inLobby();
  const error = { code: 'SEND_ERROR', message: 'text must be short' };

  chat.send('x'.repeat(501));
  await socket.answer({ error });

  assert.equal(chat.model.current.messages[0].failed, error);
  assert.deepEqual(told.at(-1), ['refusal', error]);
});

test('withoutAnAnswerAMessageIsSentAgainAfterTheJoin', async () => {
  const { chat, socket } = await inLobby();
  chat.send('Did it arrive?');
  const [[, sent]] = socket.take();

  await socket.lose('transport close');
  await socket.enter(WELCOME);
  assert.deepEqual(socket.take(), [['join', { room: 'lobby' }]]); // not before
  await socket.answer(LOBBY);

  assert.deepEqual(socket.take(), [['message', sent]]);
});

test('whatTheHistoryHasIsNotSentAgain', async () => {
  const { chat, socket } = await inLobby();
  chat.send('It arrived');
  const [[, { ref, text }]] = socket.take();

  await socket.lose('transport close');
  await socket.enter(WELCOME);
  socket.take();
  await socket.answer({
    ...LOBBY, history: [{ id: 1, room: 'lobby', from: 'Ada', ref, text, at: WELCOME.expiresAt }],
  });

  assert.deepEqual(socket.take(), []);
  assert.deepEqual(chat.model.current.messages.map(({ id }) => id), [1]);
});

test('whatIsWrittenWithoutAConnectionWaits', async () => {
  const { chat, socket } = await inLobby();
  await socket.lose('transport close');

  chat.send('Written offline');
  assert.deepEqual(socket.take(), []);
  await socket.enter(WELCOME);
  socket.take();
  await socket.answer(LOBBY);

  assert.equal(socket.take()[0][1].text, 'Written offline');
});

test('typingIsToldWhenItBeginsAndWhenItEnds', async () => {
  const { manager, chat, socket } = await inLobby();

  chat.key();
  chat.key();
  chat.key();
  manager.pass();

  assert.deepEqual(socket.take(), [
    ['typing', { room: 'lobby', typing: true }],
    ['typing', { room: 'lobby', typing: false }],
  ]);
});

test('aMessageSaysThatTypingHasEnded', async () => {
  const { manager, chat, socket } = await inLobby();

  chat.key();
  chat.send('Done');
  manager.pass();

  assert.deepEqual(socket.take().map(([event]) => event), ['typing', 'message']);
});

test('whatIsReadIsToldOnceForAllThatCameTogether', async () => {
  const { manager, socket } = await inLobby();
  const message = { room: 'lobby', from: 'Bob', text: 'Hello', at: WELCOME.expiresAt };

  socket.hear('message', { ...message, id: 1, ref: '1' });
  socket.hear('message', { ...message, id: 2, ref: '2' });
  manager.pass();

  assert.deepEqual(socket.take(), [['read', { room: 'lobby', id: 2 }]]);
});

test('whyTheServerEndedItIsTold', async () => {
  const { chat, socket, told } = await inLobby();

  socket.hear('goodbye', { code: 'EXPIRED' });
  await socket.lose('io server disconnect');

  assert.deepEqual(told, [['state', { key: 'EXPIRED' }]]);
  assert.equal(chat.model.name, undefined);
});

test('aRefusalToConnectIsToldWhenItIsTheServers', () => {
  const { chat, socket, told } = page();
  chat.enter('a.b.c');

  socket.hear('connect_error', new Error('xhr poll error')); // still active: it tries again
  socket.active = false;
  socket.hear('connect_error', new Error('unauthorized'));

  assert.deepEqual(told, [['state', { key: 'refused', message: 'unauthorized' }]]);
});

test('noAnswerIsToldAsSuch', async () => {
  const { chat, socket, told } = await inLobby();

  const asked = chat.ask('leave', { room: 'lobby' });
  await socket.lose('transport close');

  assert.deepEqual(await asked, { error: { code: 'NO_ANSWER' } });
  assert.deepEqual(told.at(-1), ['refusal', { code: 'NO_ANSWER' }]);
});

test('theWaitForTheNextTryIsTold', async () => {
  const { manager, told } = await inLobby();

  manager.fire('state', { state: 'waiting', attempt: 1, delayMillis: 400, ceilingMillis: 1_000 });

  assert.deepEqual(told, [['state',
    { state: 'waiting', key: 'waiting', attempt: 1, delayMillis: 400, ceilingMillis: 1_000 }]]);
});
