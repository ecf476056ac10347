import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeBrowser } from '../fake-browser.mjs';

const PAGE = '../../../../../lab-socketio-concepts/src/main/resources/public/socketio/rooms';
const { Round } = await import(`${PAGE}/round.js`);
const { judge, tally } = await import(`${PAGE}/verdict.js`);

const SOCKETS = [
  { id: 'A', reason: 'room' },
  { id: 'B', reason: 'room' },
  { id: 'C', reason: 'notIn' },
  { id: 'D', reason: 'later' },
];

function begin() {
  const browser = new FakeBrowser();
  const round = new Round(browser);
  return { browser, round };
}

test('predicted and received are compared socket by socket', () => {
  const verdicts = judge(SOCKETS, new Set(['A', 'C']), new Map([['A', 1], ['B', 1]]));

  assert.deepEqual([...verdicts],
    [['A', 'right'], ['B', 'missed'], ['C', 'wrong'], ['D', 'waiting']]);
  assert.deepEqual(tally(verdicts), { right: 1, missed: 1, wrong: 1, waiting: 1 });
});

test('a round is over when nothing has come for a second and a half', async () => {
  const { browser, round } = begin();
  round.tick(['A', 'B'], true);
  round.send('abcdef', {}, SOCKETS);
  round.answered('abcdef', {});
  await browser.advance(1_400);
  round.receipts('abcdef', ['A']);
  await browser.advance(1_499);

  assert.equal(round.state, 'sent');
  assert.equal(round.verdicts, undefined);
  await browser.advance(1);
  assert.equal(round.state, 'told');
  assert.deepEqual(round.tally, { right: 2, missed: 0, wrong: 1, waiting: 1 });
  assert.equal(round.received.get('A'), 1_400);
  assert.equal(browser.timers, 0);
});

test('without the answer of the server it is not over', async () => {
  const { browser, round } = begin();
  round.send('abcdef', {}, SOCKETS);
  round.receipts('abcdef', ['A']);
  await browser.advance(60_000);

  assert.equal(round.state, 'sent');
  round.answered('abcdef', { answers: ['1A'] });
  await browser.advance(1_500);
  assert.equal(round.state, 'told');
  assert.deepEqual(round.sent.answer, { answers: ['1A'] });
});

test('what comes late still counts', async () => {
  const { browser, round } = begin();
  round.tick(['D'], true);
  round.send('abcdef', {}, SOCKETS);
  round.answered('abcdef', {});
  await browser.advance(1_500);
  assert.equal(round.verdicts.get('D'), 'waiting');

  round.receipts('abcdef', ['D']);

  assert.equal(round.state, 'told');
  assert.equal(round.verdicts.get('D'), 'right');
});

test('receipts and answers of other rounds are none of this one', async () => {
  const { browser, round } = begin();
  round.receipts('abcdef', ['A']);
  round.send('ghijkl', {}, SOCKETS);
  round.receipts('abcdef', ['A']);
  round.answered('abcdef', {});
  round.refused('abcdef');
  await browser.advance(60_000);

  assert.equal(round.state, 'sent');
  assert.equal(round.received.size, 0);
});

test('ticks are fixed while it is under way, and begin another round afterwards', async () => {
  const { browser, round } = begin();
  round.tick(['A'], true);
  round.send('abcdef', {}, SOCKETS);
  round.tick(['B'], true);
  assert.deepEqual([...round.predicted], ['A']);
  round.receipts('abcdef', ['A']);
  round.answered('abcdef', {});
  await browser.advance(1_500);

  round.tick(['A'], false);

  assert.equal(round.state, 'predicting');
  assert.deepEqual([...round.predicted], []);
  assert.equal(round.received.size, 0);
  assert.equal(round.sent, undefined);
});

test('what the server refuses was no round', async () => {
  const { browser, round } = begin();
  let told = 0;
  round.addEventListener('told', () => { told += 1; });
  round.tick(['A'], true);
  round.send('abcdef', {}, SOCKETS);

  round.refused('abcdef');
  await browser.advance(60_000);

  assert.equal(round.state, 'predicting');
  assert.deepEqual([...round.predicted], ['A']);
  assert.equal(told, 0);
});
