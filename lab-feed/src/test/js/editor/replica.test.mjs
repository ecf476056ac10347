import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeSocket, until } from './fake-server.mjs';
import { randomOf } from './random.mjs';
import { Replica, START, SharedText, Undo } from './modules.mjs';

const DOOR = { room: 'calm-otter-1', token: 'secret', name: 'Ada' };
const EMPTY = { site: 1, key: 'k', people: [{ site: 1, name: 'Ada' }], text: [], strokes: [] };

let socket;
let replica;
let told;

beforeEach(() => {
  socket = new FakeSocket();
  replica = new Replica(socket);
  told = [];
  for (const event of ['state', 'refused', 'text']) {
    replica.addEventListener(event, ({ detail }) => told.push([event, detail]));
  }
});

async function comeIn(welcome = EMPTY) {
  socket.open();
  replica.join(DOOR);
  (await socket.question('join')).answer(welcome);
  await until(() => replica.state === 'inside');
}

async function acknowledge(event, answer = {}) {
  const question = await socket.question(event);
  question.answer(answer);
  return question.payload;
}

async function isAllKnown() {
  await until(() => replica.pending === 0);
}

test('joinsWithTheTokenAndTakesTheState', async () => {
  const stroke = { id: [7, 2], ink: 0, points: [1, 2] };
  socket.open();
  replica.join(DOOR);
  const { payload, answer } = await socket.question('join');
  answer({
    ...EMPTY, site: 3, text: [{ id: [1, 2], after: START, insert: 'abc' }], strokes: [stroke],
  });
  await until(() => replica.state === 'inside');

  assert.deepEqual(payload, DOOR);
  assert.equal(replica.text.text, 'abc');
  assert.deepEqual([...replica.strokes.values()], [stroke]);
  assert.equal(replica.site, 3);
});

test('createsARoomAndJoinsIt', async () => {
  socket.open();
  const created = replica.create('Ada');
  await acknowledge('create', { room: 'calm-otter-1', token: 'secret' });

  assert.equal(await created, true);
  assert.deepEqual(await acknowledge('join', EMPTY), DOOR);
});

test('whatIsTypedIsSeenAtOnceAndSent', async () => {
  await comeIn();

  replica.edit(0, 0, 'hi');

  assert.equal(replica.text.text, 'hi');
  assert.equal(replica.pending, 1);
  assert.deepEqual(await acknowledge('edit'), [{ id: [1, 1], after: START, insert: 'hi' }]);
  await isAllKnown();
});

test('oneEventIsUnderWayAndTheRestGoesTogether', async () => {
  await comeIn();
  replica.edit(0, 0, 'a');
  const first = await socket.question('edit');
  replica.edit(1, 0, 'b');
  replica.edit(2, 0, 'c');
  replica.edit(0, 1, '');
  await Promise.resolve();
  assert.equal(socket.asked.length, 0);

  first.answer({});

  assert.deepEqual(await acknowledge('edit'), [
    { id: [2, 1], after: [1, 1], insert: 'bc' },
    { id: [1, 1], delete: 1 },
  ]);
  await isAllKnown();
});

test('longTextsAndManyEditsGoInPieces', async () => {
  await comeIn();
  replica.edit(0, 0, 'x'.repeat(501));
  for (let i = 0; i < 100; i += 1) replica.edit(0, 0, 'y'); // each before the one before

  const sizes = [];
  while (replica.pending > 0) {
    const edits = await acknowledge('edit');
    sizes.push(edits.length);
    assert.ok(edits.every(({ insert }) => insert.length <= 500));
    await until(() => replica.pending === 0 || socket.asked.length > 0);
  }

  assert.deepEqual(sizes, [64, 38]);
});

test('deletionsAreInPiecesToo', async () => {
  await comeIn({ ...EMPTY, text: [{ id: [1, 2], after: START, insert: 'x'.repeat(1_001) }] });

  replica.edit(0, 1_001, '');

  assert.deepEqual(await acknowledge('edit'), [
    { id: [1, 2], delete: 500 }, { id: [501, 2], delete: 500 }, { id: [1_001, 2], delete: 1 },
  ]);
  await isAllKnown();
});

test('whatWasNotAcknowledgedIsSentAgainAfterARecovery', async () => {
  await comeIn();
  replica.edit(0, 0, 'a');
  await socket.question('edit'); // it gets lost, or its answer
  socket.disconnect();
  assert.equal(replica.state, 'away');
  replica.edit(1, 0, 'b');
  await until(() => replica.pending === 2);

  socket.open({ recovered: true });

  assert.deepEqual(await acknowledge('edit'), [
    { id: [1, 1], after: START, insert: 'a' },
    { id: [2, 1], after: [1, 1], insert: 'b' },
  ]);
  await isAllKnown();
});

test('withoutRecoveryTheStateIsMergedAndWhatIsOursStays', async () => {
  const adas = { id: [1, 1], ink: 0, points: [1, 2] };
  const bobs = { id: [1, 2], ink: 1, points: [3, 4] };
  await comeIn({ ...EMPTY, strokes: [bobs] });
  replica.edit(0, 0, 'ac');
  await acknowledge('edit');
  await isAllKnown();
  socket.disconnect();
  replica.edit(1, 0, 'b');
  replica.draw({ ...adas, id: replica.nextStroke() });
  replica.erase([[1, 2]]);

  socket.open();
  const { payload, answer } = await socket.question('join');
  answer({
    ...EMPTY, strokes: [bobs],
    text: [{ id: [3, 2], after: START, insert: '>' }, { id: [1, 1], after: START, insert: 'ac' }],
  });

  assert.deepEqual(payload, { ...DOOR, site: 1, key: 'k' });
  assert.deepEqual(await acknowledge('edit'), [{ id: [3, 1], after: [1, 1], insert: 'b' }]);
  assert.deepEqual(await acknowledge('stroke'), adas);
  assert.deepEqual(await acknowledge('erase'), [[1, 2]]);
  await isAllKnown();
  assert.equal(replica.text.text, '>abc');
  assert.deepEqual([...replica.strokes.values()], [adas]);
});

test('strokesAreNumberedOnWhoeverComesBack', async () => {
  await comeIn({ ...EMPTY, strokes: [{ id: [7, 1], ink: 0, points: [1, 2] }] });

  assert.deepEqual(replica.nextStroke(), [8, 1]);
});

test('aRefusedEditGivesWayToTheServersText', async () => {
  await comeIn({ ...EMPTY, text: [{ id: [1, 2], after: START, insert: 'theirs' }] });
  replica.edit(6, 0, ' mine');
  await acknowledge('edit', { error: { code: 'FULL', message: 'full' } });
  replica.edit(11, 0, '!'); // about what was refused

  const again = await socket.question('join');
  again.answer({ ...EMPTY, text: [{ id: [1, 2], after: START, insert: 'theirs' }] });

  await until(() => replica.state === 'inside');
  assert.equal(replica.text.text, 'theirs');
  assert.equal(replica.pending, 0);
  assert.ok(told.some(([event, detail]) => event === 'refused' && detail.code === 'FULL'));
});

test('aRefusedStrokeIsTakenBack', async () => {
  await comeIn();
  replica.draw({ id: replica.nextStroke(), ink: 0, points: [1, 2] });
  assert.equal(replica.strokes.size, 1);

  await acknowledge('stroke', { error: { code: 'FULL', message: 'full' } });

  await isAllKnown();
  assert.equal(replica.strokes.size, 0);
});

test('aStrokeThatWasErasedBeforeItWasSentAgainIsGone', async () => {
  await comeIn();
  const stroke = { id: replica.nextStroke(), ink: 0, points: [1, 2] };
  replica.draw(stroke);
  await socket.question('stroke'); // it arrives, but its answer gets lost
  socket.disconnect();
  socket.open();
  await acknowledge('join', EMPTY); // somebody has erased it
  await until(() => replica.strokes.size === 1);

  await acknowledge('stroke', { erased: true });

  await isAllKnown();
  assert.equal(replica.strokes.size, 0);
});

test('whoIsTooFastWaitsAndAsksAgain', async () => {
  await comeIn();
  replica.edit(0, 0, 'a');

  const first = await acknowledge('edit', { error: { code: 'TOO_FAST', retryMillis: 2 } });

  assert.deepEqual(await acknowledge('edit'), first);
  await isAllKnown();
});

test('aRoomThatHasEndedIsSaidSoAndTheTextStays', async () => {
  await comeIn();
  replica.edit(0, 0, 'mine');
  await acknowledge('edit', { error: { code: 'NO_ROOM', message: 'join first' } });

  await acknowledge('join', { error: { code: 'JOIN_ERROR', message: 'not admitted' } });

  await until(() => replica.state === 'ended');
  assert.equal(replica.text.text, 'mine');
  socket.disconnect();
  socket.open();
  assert.equal(socket.asked.length, 0);
});

test('whoIsNotLetInIsRefusedAndMayTryAgain', async () => {
  socket.open();
  replica.join(DOOR);
  await acknowledge('join', { error: { code: 'JOIN_ERROR', message: 'not admitted' } });
  await until(() => replica.state === 'refused');
  socket.disconnect();
  socket.open();
  assert.equal(socket.asked.length, 0, 'nothing is tried again by itself');

  replica.join(DOOR);

  await acknowledge('join', EMPTY);
  await until(() => replica.state === 'inside');
});

test('whoWasInsideMayTryAgain', async () => {
  await comeIn();
  socket.disconnect();
  socket.open();
  await acknowledge('join', { error: { code: 'FULL', message: 'full' } });
  await until(() => replica.state === 'refused');

  replica.tryAgain();

  await acknowledge('join', EMPTY);
  await until(() => replica.state === 'inside');
});

test('whoIsSentAwayComesBackWhenAsked', async () => {
  await comeIn();
  socket.fire('goodbye', { code: 'FLOOD' });
  socket.disconnect('io server disconnect');
  assert.equal(replica.state, 'refused');
  assert.deepEqual(told.at(-1), ['state', { state: 'refused', error: { code: 'FLOOD' } }]);
  assert.equal(socket.connecting, false);

  replica.tryAgain();
  assert.equal(socket.connecting, true);
  socket.open();

  await acknowledge('join', EMPTY);
  await until(() => replica.state === 'inside');
});

test('aReplacementStaysWhereTheWordWas', async () => {
  await comeIn({ ...EMPTY, text: [{ id: [1, 2], after: START, insert: 'cat' }] });
  replica.hold();
  socket.fire('edit', { site: 2, edits: [{ id: [4, 2], after: START, insert: 'the ' }] });

  replica.edit(0, 3, 'dog');
  replica.release();

  assert.equal(replica.text.text, 'the dog');
  assert.deepEqual(await acknowledge('edit'), [
    { id: [1, 2], delete: 3 }, { id: [4, 1], after: [3, 2], insert: 'dog' },
  ]);
  await isAllKnown();
});

test('aJoinThatGotLostIsAskedAgain', async () => {
  socket.open();
  replica.join(DOOR);
  await socket.question('join');
  socket.disconnect();

  socket.open();

  await acknowledge('join', EMPTY);
  await until(() => replica.state === 'inside');
});

test('editsOfOthersWaitWhileAWordIsComposed', async () => {
  await comeIn();
  replica.hold();
  socket.fire('edit', { site: 2, edits: [{ id: [1, 2], after: START, insert: 'theirs' }] });
  replica.edit(0, 0, 'mine');
  assert.equal(replica.text.text, 'mine');

  replica.release();

  const other = new SharedText();
  other.apply({ id: [1, 2], after: START, insert: 'theirs' });
  (await acknowledge('edit')).forEach(edit => other.apply(edit));
  await isAllKnown();
  assert.equal(replica.text.text, other.text);
});

test('signsGoOnlyWhileWeAreInside', async () => {
  replica.sign('cursor', {});
  await comeIn();
  replica.sign('cursor', { pointer: [1, 2] });
  socket.disconnect();
  replica.sign('cursor', { pointer: [3, 4] });

  assert.deepEqual(socket.told, [['cursor', { pointer: [1, 2] }]]);
});

test('anotherRoomIsAnotherText', async () => {
  await comeIn();
  replica.edit(0, 0, 'of the first');
  const late = await socket.question('edit');

  replica.join({ ...DOOR, room: 'warm-owl-2' });
  const { payload, answer } = await socket.question('join');
  late.answer({});
  answer({ ...EMPTY, site: 5 });

  await until(() => replica.state === 'inside');
  assert.equal(payload.site, undefined);
  assert.equal(replica.text.text, '');
  replica.edit(0, 0, 'x');
  assert.deepEqual(await acknowledge('edit'), [{ id: [1, 5], after: START, insert: 'x' }]);
  await isAllKnown();
});

test('undoTakesBackOnlyOnesOwn', async () => {
  await comeIn();
  const undo = new Undo(replica);
  undo.add(replica.edit(0, 0, 'my words'), 0);
  socket.fire('edit', { site: 2, edits: [{ id: [20, 2], after: [2, 1], insert: ' own' }] });
  undo.add(replica.edit(0, 2, 'MY'), 5_000);
  assert.equal(replica.text.text, 'MY own words');

  undo.undo();
  assert.equal(replica.text.text, 'my own words');
  undo.undo();
  assert.equal(replica.text.text, ' own');
  assert.equal(undo.undo(), undefined);
  undo.redo();
  assert.equal(replica.text.text, 'my own words');
  undo.redo();
  assert.equal(replica.text.text, 'MY own words');
  assert.equal(undo.redo(), undefined);

  const other = new SharedText();
  while (replica.pending > 0 || socket.asked.length > 0) {
    (await acknowledge('edit')).forEach(edit => other.apply(edit));
    await until(() => replica.pending === 0 || socket.asked.length > 0);
  }
  other.apply({ id: [20, 2], after: [2, 1], insert: ' own' });
  assert.equal(other.text, replica.text.text);
});

test('lettersTypedFastAreUndoneTogether', async () => {
  await comeIn();
  const undo = new Undo(replica);
  undo.add(replica.edit(0, 0, 'a'), 0);
  undo.add(replica.edit(1, 0, 'b'), 900);
  undo.add(replica.edit(2, 0, 'c'), 2_000);

  undo.undo();
  assert.equal(replica.text.text, 'ab');
  undo.undo();
  assert.equal(replica.text.text, '');
  undo.redo();
  assert.equal(replica.text.text, 'ab');
  undo.add(replica.edit(2, 0, '!'), 9_000);
  assert.equal(undo.redo(), undefined, 'what was undone is forgotten by a new change');
});

/** Changes of ours and of somebody else at random places; every letter is another one. */
test('whenAllIsUndoneTheOthersWordsAreLeftAndWhenAllIsRedoneOursAreBack', async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    socket = new FakeSocket();
    replica = new Replica(socket);
    await comeIn();
    const undo = new Undo(replica);
    const random = randomOf(seed);
    const theirs = new SharedText();
    let letter = 0x4e00;
    const word = () => String.fromCodePoint(letter++, letter++, letter++);
    let words = '';
    for (let i = 0; i < 30; i += 1) {
      if (random(3) === 0) {
        replica.text.state().forEach(edit => theirs.apply(edit));
        const typed = word();
        words += typed;
        const edit = theirs.insert(2, random(theirs.length + 1), typed);
        socket.fire('edit', { site: 2, edits: [edit] });
      } else {
        const { length } = replica.text;
        const index = random(length + 1);
        const count = Math.min(random(4), length - index);
        const change = replica.edit(index, count, random(3) > 0 ? word() : '');
        if (change.removed.length + change.inserted.length > 0) undo.add(change, i * 5_000);
      }
    }
    const before = replica.text.text;

    let steps = 0;
    while (undo.undo()) steps += 1;
    assert.deepEqual([...replica.text.text].sort(), [...words].sort(), `Seed ${seed}`);
    for (let i = 0; i < steps; i += 1) undo.redo();
    assert.deepEqual([...replica.text.text].sort(), [...before].sort(), `Seed ${seed}`);
    while (undo.undo()) steps -= 1;
    assert.deepEqual([...replica.text.text].sort(), [...words].sort(), `Seed ${seed}`);
    assert.equal(steps, 0);
  }
});
