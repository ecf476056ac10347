import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomOf } from './random.mjs';
import { charactersIn, clean, difference, offsetOf, pieces } from './modules.mjs';

const CASES = [
  ['nothing', 'abc', 'abc', 1, { index: 1, removed: 0, inserted: '' }],
  ['a letter at the end', 'ab', 'abc', 3, { index: 2, removed: 0, inserted: 'c' }],
  ['the first of equal letters', 'aa', 'aaa', 1, { index: 0, removed: 0, inserted: 'a' }],
  ['the last of equal letters', 'aa', 'aaa', 3, { index: 2, removed: 0, inserted: 'a' }],
  ['backspace among equal letters', 'aaa', 'aa', 1, { index: 1, removed: 1, inserted: '' }],
  ['a selection replaced', 'one two', 'one 2', 5, { index: 4, removed: 3, inserted: '2' }],
  ['all replaced', 'abc', 'xyz', 3, { index: 0, removed: 3, inserted: 'xyz' }],
  ['all deleted', 'abc', '', 0, { index: 0, removed: 3, inserted: '' }],
  ['half of an emoji is never the difference', '🙂', '🙃', 2,
    { index: 0, removed: 1, inserted: '🙃' }],
  ['behind an emoji', '🙂', '🙂!', 3, { index: 1, removed: 0, inserted: '!' }],
  ['the caret somewhere else', 'abc def', 'abX def', 7,
    { index: 2, removed: 1, inserted: 'X' }],
];

for (const [name, before, after, caret, expected] of CASES) {
  test(`difference: ${name}`, () => {
    assert.deepEqual(difference(before, after, caret), expected);
  });
}

test('aDifferenceAlwaysLeadsFromTheOneToTheOther', () => {
  const random = randomOf(42);
  const word = () => Array.from({ length: random(8) }, () => ['a', 'b', '🙂'][random(3)]).join('');
  for (let i = 0; i < 5_000; i += 1) {
    const [before, after] = [word(), word()];

    const { index, removed, inserted } = difference(before, after, random(after.length + 1));

    const made = [...before];
    made.splice(index, removed, ...inserted);
    assert.equal(made.join(''), after);
  }
});

test('controlAndHalfCharactersAreLeftOut', () => {
  assert.equal(clean('a\u0007\r\nb\rc\td\u009f\ud83d!\udc00🙂'), 'a\nb\nc\td!🙂');
});

test('placesAreCountedInCharacters', () => {
  assert.equal(charactersIn('🙂a'), 2);
  assert.equal(offsetOf('🙂a', 1), 2);
  assert.equal(offsetOf('🙂a', 9), 3);
  assert.deepEqual(pieces('ab🙂de', 3), ['ab🙂', 'de']);
  assert.deepEqual(pieces('', 3), []);
});
