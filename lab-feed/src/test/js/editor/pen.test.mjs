import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEIGHT, MAX_POINTS, Pen, WIDTH } from './modules.mjs';

test('aStrokeIsWholeNumbersOnTheBoard', () => {
  const pen = new Pen();

  pen.down([1, 3], 2, [-5, 10.4]);
  pen.move([WIDTH + 1, HEIGHT + 0.6]);

  assert.deepEqual(pen.up(), { id: [1, 3], ink: 2, points: [0, 10, WIDTH, HEIGHT] });
  assert.equal(pen.isDown, false);
});

test('pointsThatLieCloseTogetherAreLeftOut', () => {
  const pen = new Pen();
  pen.down([1, 1], 0, [100, 100]);

  assert.equal(pen.move([103, 103]), false);
  assert.equal(pen.move([103, 104]), true);
  assert.deepEqual(pen.up().points, [100, 100, 103, 104]);
});

test('aStrokeHasAnEnd', () => {
  const pen = new Pen();
  pen.down([1, 1], 0, [0, 0]);
  for (let i = 1; i < MAX_POINTS; i += 1) {
    assert.equal(pen.isFull, false);
    pen.move([0, (i % 2) * 100]);
  }

  assert.equal(pen.isFull, true);
  assert.equal(pen.move([500, 500]), false);
  assert.equal(pen.up().points.length, 2 * MAX_POINTS);
});

test('partsOverlapByAPointSoThatNothingIsMissingBetweenThem', () => {
  const pen = new Pen();
  pen.down([4, 1], 5, [0, 0]);

  assert.deepEqual(pen.news(), { id: [4, 1], ink: 5, points: [0, 0] });
  assert.equal(pen.news(), undefined);
  pen.move([10, 0]);
  pen.move([20, 0]);
  assert.deepEqual(pen.news().points, [0, 0, 10, 0, 20, 0]);
  pen.move([30, 0]);
  assert.deepEqual(pen.news().points, [20, 0, 30, 0]);
});
