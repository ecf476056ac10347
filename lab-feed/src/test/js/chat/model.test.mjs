import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatModel } from '../../../../../lab-socketio-concepts/src/main/resources/public/socketio/chat/model.js';

const ROOMS = [{ name: 'lobby', membersOnly: false }, { name: 'members', membersOnly: true }];

function entered() {
  const model = new ChatModel();
  model.welcome({ name: 'Ada', roles: ['guest'], people: ['Ada', 'Bob'], rooms: ROOMS });
  model.open(model.joined({ room: 'lobby', people: ['Ada'], history: [], read: {} }));
  return model;
}

function said(id, from, text, ref = `${from}-${id}`) {
  return { id, room: 'lobby', from, ref, text, at: '2026-11-20T10:15:30Z' };
}

test('theHistoryReplacesWhatWasKnownAndKeepsWhatWasNotSaid', () => {
  const model = entered();
  const lobby = model.room('lobby');
  model.receive(lobby, said(1, 'Bob', 'Before'));
  const arrived = model.sending(lobby, 'r1', 'Arrived, but the answer was lost');
  const waiting = model.sending(lobby, 'r2', 'Never left');
  const refused = model.sending(lobby, 'r3', 'Too long');
  model.failed(refused, { code: 'SEND_ERROR' });

  model.joined({
    room: 'lobby', people: ['Ada', 'Bob'], read: { Bob: 2 },
    history: [said(1, 'Bob', 'Before'), said(2, 'Ada', arrived.text, 'r1'), said(3, 'Bob', 'Missed')],
  });

  assert.deepEqual(lobby.messages.map(({ text }) => text),
    ['Before', arrived.text, 'Missed', waiting.text, refused.text]);
  assert.deepEqual(model.pending(lobby), [waiting]);
  assert.deepEqual(model.readers(lobby, { id: 2 }), ['Bob']);
});

test('aRefOfSomebodyElseIsNotOurs', () => {
  const model = entered();
  const waiting = model.sending(model.room('lobby'), 'r1', 'Mine');

  model.joined({ room: 'lobby', people: [], read: {}, history: [said(1, 'Bob', 'His', 'r1')] });

  assert.deepEqual(model.pending(model.room('lobby')), [waiting]);
});

test('whatIsSentAgainIsShownOnce', () => {
  const model = entered();
  const bob = model.person('Bob');

  assert.equal(model.receive(bob, { from: 'Bob', to: 'Ada', ref: 'p', text: 'Hello' }), true);
  assert.equal(model.receive(bob, { from: 'Bob', to: 'Ada', ref: 'p', text: 'Hello' }), false);

  assert.equal(bob.messages.length, 1);
  assert.equal(bob.unread, 1);
});

test('afterAReconnectTheRoomsAreJoinedAgain', () => {
  const model = entered();

  const again = model.welcome({ name: 'Ada', roles: [], people: ['Ada'], rooms: ROOMS });

  assert.deepEqual(again, ['lobby']);
  assert.equal(model.room('lobby').joined, false);
});

test('whoGoesStopsTypingAndTakesTheirReceiptAlong', () => {
  const model = entered();
  const lobby = model.room('lobby');
  model.userJoined({ room: 'lobby', name: 'Bob' });
  model.setTyping({ room: 'lobby', name: 'Bob', typing: true });
  model.hasRead(lobby, 'Bob', 7);

  model.userLeft({ room: 'lobby', name: 'Bob' });

  assert.deepEqual([...lobby.typing], []);
  assert.deepEqual(model.readers(lobby, { id: 1 }), []);
  assert.deepEqual([...lobby.people], ['Ada']);
});

test('aMessageEndsTyping', () => {
  const model = entered();
  const lobby = model.room('lobby');
  model.setTyping({ room: 'lobby', name: 'Bob', typing: true });

  model.receive(lobby, said(1, 'Bob', 'Done'));

  assert.deepEqual([...lobby.typing], []);
});

test('aPrivateMessageBelongsToWhoeverIsNotUs', () => {
  const model = entered();

  assert.equal(model.between({ from: 'Bob', to: 'Ada' }), model.person('Bob'));
  assert.equal(model.between({ from: 'Ada', to: 'Bob' }), model.person('Bob'));
});

test('onlyTheNewestTwoHundredMessagesAreKept', () => {
  const model = entered();
  const lobby = model.room('lobby');

  for (let id = 1; id <= 250; id += 1) model.receive(lobby, said(id, 'Bob', `${id}`));

  assert.equal(lobby.messages.length, 200);
  assert.equal(lobby.messages[0].id, 51);
});

test('whatWeHaveReadIsSaidOnce', () => {
  const model = entered();
  const lobby = model.room('lobby');
  assert.equal(model.unread(lobby), undefined);
  model.receive(lobby, said(1, 'Bob', 'Hello'));

  assert.equal(model.unread(lobby), 1);
  model.hasRead(lobby, 'Ada', 1);

  assert.equal(model.unread(lobby), undefined);
});

test('aNameOfJavaScriptIsANameLikeOthers', () => {
  const model = entered();

  model.joined({ room: 'lobby', people: ['constructor'], history: [], read: { constructor: 1 } });

  assert.deepEqual(model.readers(model.room('lobby'), { id: 1 }), ['constructor']);
});
