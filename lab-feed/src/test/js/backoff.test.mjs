import assert from 'node:assert/strict';
import test from 'node:test';
import { Backoff } from '../../main/resources/shared/client/backoff.js';

test('the ceiling doubles up to the limit', () => {
  const backoff = new Backoff({ firstMillis: 1_000, limitMillis: 6_000, random: () => 1 });

  const ceilings = [1, 2, 3, 4, 5].map(() => backoff.next().ceilingMillis);

  assert.deepEqual(ceilings, [1_000, 2_000, 4_000, 6_000, 6_000]);
});

test('the delay is drawn between 0 and the ceiling', () => {
  const draws = [0, 0.5, 1];
  const backoff = new Backoff({ firstMillis: 1_000, random: () => draws.shift() });

  const delays = [1, 2, 3].map(() => backoff.next().delayMillis);

  assert.deepEqual(delays, [0, 1_000, 4_000]);
});

test('a server that asks for time gets it, and the jitter on top', () => {
  const backoff = new Backoff({ firstMillis: 1_000, random: () => 0.5 });

  const wait = backoff.next(10_000);

  assert.deepEqual(wait,
    { attempt: 1, delayMillis: 10_500, floorMillis: 10_000, ceilingMillis: 11_000 });
});

test('after a reset it begins again', () => {
  const backoff = new Backoff({ firstMillis: 1_000, random: () => 1 });
  backoff.next();
  backoff.next();

  backoff.reset();

  assert.equal(backoff.next().ceilingMillis, 1_000);
});

test('many tries do not overflow', () => {
  const backoff = new Backoff({ random: () => 1 });

  for (let i = 0; i < 5_000; i += 1) backoff.next();

  assert.equal(backoff.next().delayMillis, 30_000);
});
