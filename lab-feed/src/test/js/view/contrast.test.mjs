import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DEFICIENCIES, contrast, distance, rgb, seenWith } from './colour.mjs';

const CSS = readFileSync(
  new URL('../../../main/resources/shared/lab.css', import.meta.url),
  'utf8',
);
const TRANSPORTS = ['polling', 'longpolling', 'sse', 'websocket', 'socketio'];
/** In one picture: one colour for each transport, whatever carries it. */
const LANES = [
  'polling',
  'longpolling',
  'sse',
  'websocket',
  'socketio-websocket',
  'socketio-polling',
];

/** Pico's page, card and code backgrounds, and our plot's, per theme. */
const BACKGROUNDS = {
  light: ['#ffffff', '#f3f4f7', '#fbfcfc'],
  dark: ['#13171f', '#181c25', '#1a1f28'],
};

/**
 * In OKLab; about 0.02 is just noticeable side by side, and marks are small and apart.
 */
const APART = 0.065;

const themes = {
  light: tokens(/:root,\s*\[data-theme='light'\] \{([^}]*)\}/),
  dark: tokens(/\n\[data-theme='dark'\] \{([^}]*)\}/),
};

test('contrastOfBlackOnWhiteIs21', () => {
  assert.equal(contrast(rgb('#000000'), rgb('#ffffff')).toFixed(2), '21.00');
});

test('systemDarkThemeHasTheChosenDarkThemesColours', () => {
  assert.deepEqual(tokens(/:root:not\(\[data-theme\]\) \{([^}]*)\}/), themes.dark);
});

for (const [theme, colours] of Object.entries(themes)) {
  for (const name of [...TRANSPORTS, 'alarm', 'plot']) {
    test(`textHasContrastOfFourAndAHalf: ${name}, ${theme}`, () => {
      for (const background of BACKGROUNDS[theme]) {
        atLeast(
          4.5,
          contrast(rgb(colours[`${name}-text`]), rgb(background)),
          background,
        );
      }
    });
  }

  for (const name of [...TRANSPORTS, 'alarm']) {
    test(`markHasContrastOfThree: ${name}, ${theme}`, () => {
      for (const background of BACKGROUNDS[theme]) {
        atLeast(3, contrast(rgb(colours[`${name}-mark`]), rgb(background)), background);
      }
    });
  }

  for (const part of ['start', 'cursor', 'length', 'key']) {
    test(`markedBytesStayReadable: ${part}, ${theme}`, () => {
      const text = { light: '#373c44', dark: '#c2c7d0' }[theme];

      atLeast(4.5, contrast(rgb(text), rgb(colours[`part-${part}`])), part);
    });
  }

  for (const deficiency of Object.keys(DEFICIENCIES)) {
    test(`marksStayApart: ${deficiency}, ${theme}`, () => {
      for (const [one, other] of pairs(TRANSPORTS)) {
        const seen = [one, other].map((name) =>
          seenWith(deficiency, rgb(colours[`${name}-mark`])),
        );

        atLeast(APART, distance(...seen), `${one} and ${other}`);
      }
    });
  }
}

test('everyLaneHasItsOwnMarkerAndALineStyle', async () => {
  const { MARKERS } = await import('../../../main/resources/shared/swimlane-shapes.js');

  assert.equal(new Set(LANES.map((name) => MARKERS[name])).size, LANES.length);
  for (const name of LANES) {
    assert.match(CSS, new RegExp(`\\.transport-${name}(,[^{]*)? \\{[^}]*--dash:`));
  }
  assert.equal(MARKERS.socketio, MARKERS['socketio-websocket']);
});

function tokens(pattern) {
  const [, block] = pattern.exec(CSS);
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
}

function pairs(names) {
  return names.flatMap((one, index) =>
    names.slice(index + 1).map((other) => [one, other]),
  );
}

function atLeast(limit, value, what) {
  assert.ok(
    value >= limit,
    `${what}: must be at least ${limit}, was ${value.toFixed(3)}`,
  );
}
