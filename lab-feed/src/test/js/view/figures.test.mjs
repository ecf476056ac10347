import assert from 'node:assert/strict';
import { test } from 'node:test';

const PAGE = '../../../../../lab-comparison/src/main/resources/public/comparison';
const { Figures, KEEP_LATENCIES, TRANSPORTS, csv, latency, percentile } = await import(
  `${PAGE}/figures.js`
);
const { sentence } = await import(`${PAGE}/sentences.js`);
const { default: en } = await import(`${PAGE}/i18n/en.js`);
const { format } = await import('../../../main/resources/shared/i18n.js');

const arrival = (request) => ({ kind: 'notification', request, duplicate: false });

test('percentileIsTheNearestRank', () => {
  const values = [15, 20, 35, 40, 50];

  assert.equal(percentile(values, 0.05), 15);
  assert.equal(percentile(values, 0.3), 20);
  assert.equal(percentile(values, 0.4), 20);
  assert.equal(percentile(values, 0.5), 35);
  assert.equal(percentile(values, 1), 50);
});

test('percentileSortsAsNumbersAndLeavesTheValuesAlone', () => {
  const values = [100, 9, 10];

  assert.equal(percentile(values, 0.5), 10);
  assert.deepEqual(values, [100, 9, 10]);
});

test('percentileOfNothingIsNoNumber', () => {
  assert.equal(percentile([], 0.5), NaN);
});

test('percentileNamesTheRuleItsShareBreaks', () => {
  assert.throws(() => percentile([1], 99), {
    message: 'Share must be above 0 and at most 1, was 99',
  });
});

test('latencyIsNeverNegative', () => {
  const publishedAt = '2026-11-20T10:15:30.123Z';

  assert.equal(latency(publishedAt, Date.parse(publishedAt) + 4.5), 4.5);
  assert.equal(latency(publishedAt, Date.parse(publishedAt) - 0.4), 0);
});

test('duplicatesAreCountedApart', () => {
  const figures = new Figures();

  figures.add(arrival(1), 3);
  figures.add({ ...arrival(1), duplicate: true }, 900);

  assert.deepEqual([figures.arrived, figures.duplicates, figures.p99], [1, 1, 3]);
});

test('answersWithoutNewsAreEmpty', () => {
  const figures = new Figures();

  figures.add({ kind: 'request', request: 1, method: 'GET' });
  figures.add({ kind: 'end', request: 1 });
  figures.add({ kind: 'request', request: 2, method: 'GET' });
  figures.add(arrival(2), 3);
  figures.add({ kind: 'end', request: 2 });

  assert.deepEqual([figures.answers, figures.emptyAnswers], [2, 1]);
});

test('publishingIsNoQuestion', () => {
  const figures = new Figures();

  figures.add({ kind: 'request', request: 1, method: 'POST' });
  figures.add({ kind: 'end', request: 1 });

  assert.equal(figures.answers, 0);
});

test('restartCountsTrafficFromThenOn', () => {
  const figures = new Figures();

  figures.traffic = { requests: 5, bytesUp: 500, bytesDown: 700 };
  figures.add(arrival(1), 3);
  figures.restart();
  figures.traffic = { requests: 7, bytesUp: 800, bytesDown: 900 };
  figures.add(arrival(2), 4);

  assert.deepEqual(figures.traffic, {
    requests: 2,
    bytesUp: 300,
    bytesDown: 200,
  });
  assert.deepEqual([figures.upPerNotification, figures.median], [300, 4]);
});

test('latenciesAreBounded', () => {
  const figures = new Figures();

  for (let millis = 0; millis < KEEP_LATENCIES + 10; millis++) {
    figures.add(arrival(1), millis);
  }

  assert.equal(figures.latencies.length, KEEP_LATENCIES);
  assert.equal(figures.latencies[0], 10);
});

test('csvQuotesAndLeavesOutWhatIsNoNumber', () => {
  assert.equal(
    csv([
      ['a, "b"', 'c'],
      [1.23456, NaN],
    ]),
    '"a, ""b""",c\r\n1.235,\r\n',
  );
});

for (const transport of TRANSPORTS) {
  test(`sentenceIsFilledFromTheFigures: ${transport}`, () => {
    const figures = new Figures();
    figures.traffic = { requests: 1, bytesUp: 900, bytesDown: 1200 };

    const before = sentence(transport, {
      figures,
      state: 'open',
      intervalMillis: 2000,
    });
    figures.add(arrival(1), 12);
    const after = sentence(transport, { figures, state: 'open', intervalMillis: 2000 });

    assert.equal(before.key, `seen.${transport}.nothing`);
    assert.equal(after.key, `seen.${transport}`);
    assert.match(format(en[after.key], after.parameters, 'en'), /12 ms/);
    for (const { key, parameters } of [before, after]) {
      assert.doesNotMatch(format(en[key], parameters, 'en'), /[{}]|NaN|Infinity/);
    }
  });
}

test('sentenceSaysThatAStreamWasResumed', () => {
  const figures = new Figures();
  figures.traffic = { requests: 3, bytesUp: 900, bytesDown: 1200 };
  figures.add(arrival(1), 12);

  const { key, parameters } = sentence('sse', { figures, state: 'open' });

  assert.match(
    format(en[key], parameters, 'en'),
    /^3 streams, one after the other.* 1 arrived, 0 twice, 0 gaps/,
  );
});

test('sentenceSaysWhenTheNextTryIs', () => {
  const { key, parameters } = sentence('sse', {
    figures: new Figures(),
    state: 'waiting',
    waitMillis: 1640,
    attempt: 3,
  });

  assert.match(format(en[key], parameters, 'en'), /Next try in 1\.6 s \(try 3\)/);
});
