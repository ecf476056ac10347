import assert from 'node:assert/strict';
import { test } from 'node:test';
import { START, SharedText, key, plus } from './modules.mjs';

function replicas(count, typed) {
  const all = Array.from({ length: count }, () => new SharedText());
  if (typed) {
    const edit = all[0].insert(1, 0, typed);
    all.slice(1).forEach(text => text.apply(edit));
  }
  return all;
}

test('anEditNamesCharactersAndNoPlace', () => {
  const [text] = replicas(1);

  assert.deepEqual(text.insert(1, 0, 'hello'), { id: [1, 1], after: START, insert: 'hello' });
  assert.deepEqual(text.insert(1, 5, ','), { id: [6, 1], after: [5, 1], insert: ',' });
  assert.deepEqual(text.delete(1, 5), [{ id: [2, 1], delete: 5 }]);
  assert.equal(text.text, 'h');
  assert.equal(text.tombstones, 5);
});

test('wordsTypedAtTheSamePlaceAtOnceAreNotMixed', () => {
  const [ada, bob] = replicas(2, '[]');

  const adas = [ada.insert(1, 1, 'r'), ada.insert(1, 2, 'ed')];
  const bobs = [bob.insert(2, 1, 'gr'), bob.insert(2, 3, 'een')];
  adas.forEach(edit => bob.apply(edit));
  bobs.forEach(edit => ada.apply(edit));

  assert.equal(ada.text, '[greenred]');
  assert.equal(bob.text, ada.text);
});

test('whatComesTwiceOrTooEarlyDoesNoHarm', () => {
  const [ada, bob] = replicas(2);
  const first = ada.insert(1, 0, 'a');
  const second = ada.insert(1, 1, 'b');
  const [gone] = ada.delete(0, 2);

  const changed = [gone, second, second, first, first].map(edit => bob.apply(edit));

  assert.deepEqual(changed, [false, false, false, true, false]);
  assert.equal(bob.text, '');
  assert.equal(bob.tombstones, 2);
});

test('aCharacterIsACodePoint', () => {
  const [text] = replicas(1, 'a🙂b');

  assert.equal(text.length, 3);
  assert.deepEqual(text.range(1, 2),
    [{ id: [2, 1], character: '🙂' }, { id: [3, 1], character: 'b' }]);
  text.delete(1, 1);
  assert.equal(text.text, 'ab');
});

test('theStateTellsWhatWasDeletedWithoutSayingWhatItWas', () => {
  const [text] = replicas(1, 'my password is 1234.');
  text.delete(15, 4);

  assert.deepEqual(text.state(), [
    { id: [1, 1], after: START, insert: 'my password is ' },
    { id: [16, 1], after: [15, 1], tombstones: 4 },
    { id: [20, 1], after: [19, 1], insert: '.' },
  ]);
});

test('aPlaceStaysAtItsCharacter', () => {
  const [ada, bob] = replicas(2, 'one two');
  const place = ada.idAt(3);

  ada.apply(bob.insert(2, 0, 'zero '));
  assert.equal(ada.indexOf(place), 8);
  bob.delete(7, 1).forEach(edit => ada.apply(edit));
  assert.equal(ada.indexOf(place), 7, 'behind what is left of it');
  assert.equal(ada.indexOf(START), 0);
  assert.equal(ada.indexOf([99, 9]), undefined);
});

test('whatWasDeletedCanBeTypedAgainWhereItWas', () => {
  const [ada, bob] = replicas(2, 'abc');
  bob.delete(0, 1).forEach(edit => ada.apply(edit));
  const after = ada.idAt(1);
  ada.delete(1, 1).forEach(edit => bob.apply(edit));

  bob.apply(ada.insertAfter(1, after, 'c'));

  assert.equal(ada.text, 'bc');
  assert.equal(bob.text, 'bc');
});

test('elementsAreTheCharactersAndTheTombstonesInOrder', () => {
  const [text] = replicas(1, 'abc');
  text.delete(1, 1);

  assert.deepEqual([...text.elements()], [
    { id: [1, 1], character: 'a' },
    { id: [2, 1], character: undefined },
    { id: [3, 1], character: 'c' },
  ]);
  assert.equal(key(plus([1, 1], 2)), '3,1');
});
