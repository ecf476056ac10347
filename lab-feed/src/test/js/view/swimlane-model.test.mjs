import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  KEEP_ITEMS,
  KEEP_MILLIS,
  SwimlaneModel,
  axisSteps,
  marks,
} from '../../../main/resources/shared/swimlane-model.js';

const START = Date.parse('2026-11-20T10:15:30.000Z');

function model() {
  return new SwimlaneModel(
    [
      { id: 'sse', transport: 'sse', label: 'SSE' },
      { id: 'ws', transport: 'websocket', label: 'WebSocket' },
    ],
    (instant) => Date.parse(instant) - START,
  );
}

function notification(position) {
  return {
    cursor: `k3f9-${position}`,
    title: 'Order 1042 shipped',
    publishedAt: '2026-11-20T10:15:30.100Z',
  };
}

const get = (at, request) => ({
  kind: 'request',
  at,
  request,
  method: 'GET',
  url: '/events',
});

test('requestIsABarFromSendingToEnd', () => {
  const lanes = model();

  lanes.add('sse', get(10, 1));
  lanes.add('sse', { kind: 'response', at: 12, request: 1, status: 200 });
  const bar = lanes.add('sse', { kind: 'end', at: 50, request: 1, reason: 'complete' });

  assert.deepEqual(
    [bar.type, bar.at, bar.headersAt, bar.end, bar.status],
    ['request', 10, 12, 50, 200],
  );
});

test('openBarIsVisibleUntilNow', () => {
  const lanes = model();

  lanes.add('sse', get(10, 1));

  assert.equal(lanes.visible('sse', 100_000, 120_000).length, 1);
});

test('notificationIsADotThatKnowsWhenItWasPublished', () => {
  const lanes = model();

  lanes.add('sse', get(10, 1));
  const dot = lanes.add('sse', {
    kind: 'notification',
    at: 103,
    request: 1,
    notification: notification(1),
    wire: 4,
  });

  assert.deepEqual([dot.type, dot.at, dot.publishedAt], ['notification', 103, 100]);
  assert.equal(lanes.findWire('sse', 4), dot);
});

test('publicationIsKeptOnceHoweverManyLanesReceiveIt', () => {
  const lanes = model();

  for (const lane of ['sse', 'ws']) {
    lanes.add(lane, { kind: 'notification', at: 103, notification: notification(1) });
  }

  assert.deepEqual(lanes.published, [{ at: 100, cursor: 'k3f9-1' }]);
});

test('lostConnectionIsAGapWithItsReasonUntilTheNextAnswer', () => {
  const lanes = model();

  lanes.add('sse', get(10, 1));
  lanes.add('sse', {
    kind: 'end',
    at: 50,
    request: 1,
    reason: 'lost',
    detail: 'network error',
    cause: 'cut',
  });
  lanes.add('sse', { kind: 'state', at: 51, state: 'waiting', attempt: 1 });
  lanes.add('sse', get(900, 2));
  lanes.add('sse', { kind: 'response', at: 905, request: 2, status: 200 });

  const gaps = lanes.visible('sse', 0, 1000).filter((item) => item.type === 'gap');
  assert.deepEqual(
    gaps.map((gap) => [gap.at, gap.end, gap.reason, gap.cause]),
    [[50, 905, 'lost', 'cut']],
  );
});

test('anErrorAnswerDoesNotEndAGap', () => {
  const lanes = model();

  lanes.add('sse', get(10, 1));
  lanes.add('sse', { kind: 'end', at: 50, request: 1, reason: 'lost' });
  lanes.add('sse', get(60, 2));
  lanes.add('sse', { kind: 'response', at: 70, request: 2, status: 503 });

  assert.equal(
    lanes.visible('sse', 0, 100).find((item) => item.type === 'gap').end,
    undefined,
  );
});

test('completeAnswerIsNoGap', () => {
  const lanes = model();

  lanes.add('sse', get(10, 1));
  lanes.add('sse', { kind: 'end', at: 50, request: 1, reason: 'complete' });

  assert.deepEqual(
    lanes.visible('sse', 0, 100).map((item) => item.type),
    ['request'],
  );
});

test('notYetStartedIsNoGap', () => {
  const lanes = model();

  lanes.add('sse', { kind: 'state', at: 0, state: 'offline' });

  assert.deepEqual(lanes.visible('sse', 0, 100), []);
});

test('resumePointsToTheNotificationWithItsCursor', () => {
  const lanes = model();

  lanes.add('sse', { kind: 'notification', at: 103, notification: notification(1) });
  const known = lanes.add('sse', { kind: 'resume', at: 900, cursor: 'k3f9-1' });
  const unknown = lanes.add('sse', { kind: 'resume', at: 950, cursor: 'other-7' });

  assert.equal(known.target, 103);
  assert.equal(unknown.target, undefined);
});

test('arrowKeysWalkInTimeAndFromLaneToLane', () => {
  const lanes = model();
  const [a, b, c] = [10, 20, 30].map((at) =>
    lanes.add('sse', { kind: 'heartbeat', at, direction: 'down' }),
  );
  const [far, near] = [11, 21].map((at) =>
    lanes.add('ws', { kind: 'heartbeat', at, direction: 'down' }),
  );

  assert.equal(lanes.walk(undefined, 'ArrowLeft', 0), c);
  assert.equal(lanes.walk(c, 'ArrowLeft', 0), b);
  assert.equal(lanes.walk(c, 'ArrowRight', 0), undefined);
  assert.equal(lanes.walk(b, 'ArrowDown', 0), near);
  assert.equal(lanes.walk(b, 'ArrowUp', 0), undefined);
  assert.equal(lanes.walk(far, 'ArrowUp', 0), a);
  assert.equal(lanes.walk(c, 'Home', 15), b);
  assert.equal(lanes.walk(a, 'End', 0), c);
});

test('unknownLaneIsNamedWithItsRule', () => {
  assert.throws(() => model().add('carrier-pigeon', get(1, 1)), {
    message: 'Lane must be one of sse,ws, was “carrier-pigeon”',
  });
});

test('itemsAreBoundedByNumber', () => {
  const lanes = model();

  for (let at = 0; at < KEEP_ITEMS + 1000; at++) {
    lanes.add('sse', { kind: 'heartbeat', at, direction: 'down' });
  }

  const kept = lanes.visible('sse', 0, Infinity);
  assert.ok(kept.length <= KEEP_ITEMS + 100, `was ${kept.length}`);
  assert.equal(kept.at(-1).at, KEEP_ITEMS + 999);
});

test('oldItemsAreDroppedButOpenBarsAreNot', () => {
  const lanes = model();

  lanes.add('sse', get(0, 1));
  for (let at = 1; at < 200; at++) {
    lanes.add('sse', { kind: 'heartbeat', at, direction: 'down' });
  }
  lanes.add('sse', { kind: 'heartbeat', at: 2 * KEEP_MILLIS, direction: 'down' });

  assert.deepEqual(
    lanes.visible('sse', 0, Infinity).map((item) => item.type),
    ['request', 'heartbeat'],
  );
});

test('marksInOneBucketBecomeOneWithACount', () => {
  const items = [100, 104, 109, 110].map((at, id) => ({
    id,
    type: 'notification',
    at,
  }));

  const drawn = marks(items, 10);

  assert.deepEqual(
    drawn.map((mark) => [mark.at, mark.items.length]),
    [
      [100, 3],
      [110, 1],
    ],
  );
});

test('marksKeepTheirKeysWhileTimeGoesOn', () => {
  const items = [100, 104, 109, 110].map((at, id) => ({
    id,
    type: 'notification',
    at,
  }));

  assert.equal(marks(items, 10).at(-1).key, marks(items.slice(3), 10)[0].key);
});

test('longAndOpenBarsAreDrawnByThemselves', () => {
  const bars = [
    { id: 1, type: 'request', at: 100, end: 102 },
    { id: 2, type: 'request', at: 103, end: 105 },
    { id: 3, type: 'request', at: 106, end: 300 },
    { id: 4, type: 'request', at: 107 },
  ];

  assert.deepEqual(
    marks(bars, 10).map((mark) => mark.items.map((item) => item.id)),
    [[1, 2], [3], [4]],
  );
});

test('axisLabelsKeepTheirDistance', () => {
  assert.deepEqual(
    axisSteps(20_000, 1000, 80),
    [0, 2000, 4000, 6000, 8000, 10_000, 12_000, 14_000, 16_000, 18_000, 20_000],
  );
  assert.deepEqual(axisSteps(20_000, 320, 80), [0, 5000, 10_000, 15_000, 20_000]);
});

test('lanesComeAndGoAndThoseThatStayKeepWhatTheyHave', () => {
  const lanes = model();
  lanes.add('ws', get(100, 1));

  lanes.setLanes([
    { id: 'ws', transport: 'websocket', label: 'Another name' },
    { id: 'polling', transport: 'polling', label: 'Polling' },
  ]);
  lanes.add('polling', get(200, 1));

  assert.deepEqual([...lanes.lanes.keys()], ['ws', 'polling']);
  assert.equal(lanes.lanes.get('ws').label, 'WebSocket');
  assert.equal(lanes.visible('ws', 0, 300).length, 1);
  assert.equal(lanes.visible('polling', 0, 300).length, 1);
  assert.throws(() => lanes.add('sse', get(300, 1)), RangeError);
});
