import assert from 'node:assert/strict';
import test from 'node:test';
import {
  Lost, Refused, endOfCloseCode, endOfStatus,
} from '../../main/resources/shared/client/connection-end.js';

test('close codes that would come again end it', () => {
  for (const code of [1000, 1002, 1003, 1007, 1008, 1009, 1010, 3000, 3003]) {
    assert.ok(endOfCloseCode(code) instanceof Refused, `${code}`);
  }
});

test('close codes that pass do not', () => {
  for (const code of [1001, 1005, 1006, 1011, 1012, 1013, 1014, 1015, 4000]) {
    assert.ok(endOfCloseCode(code) instanceof Lost, `${code}`);
  }
});

test('try again later is given some time', () => {
  assert.equal(endOfCloseCode(1013).floorMillis, 2_000);
  assert.equal(endOfCloseCode(1001).floorMillis, 0);
});

test('1006 is no close frame at all', () => {
  assert.equal(endOfCloseCode(1006).cause, 'cut');
});

test('statuses that blame the client end it', () => {
  for (const status of [204, 400, 401, 403, 404, 409, 410, 413, 415]) {
    assert.ok(endOfStatus(status) instanceof Refused, `${status}`);
  }
});

test('statuses that blame the server, or the moment, do not', () => {
  for (const status of [408, 425, 429, 500, 502, 503, 504]) {
    assert.ok(endOfStatus(status) instanceof Lost, `${status}`);
  }
});

test('Retry-After is the least that a client waits', () => {
  assert.equal(endOfStatus(503, '', 7).floorMillis, 7_000);
});
