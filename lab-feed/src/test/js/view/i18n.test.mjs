import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { test } from 'node:test';
import {
  bytes,
  chooseLanguage,
  duration,
  format,
  t,
} from '../../../main/resources/shared/i18n.js';

const PROJECT = fileURLToPath(new URL('../../../../../', import.meta.url));

test('queryWinsOverStoredChoiceWinsOverPreference', () => {
  const preferred = ['fr-BE', 'en'];

  assert.equal(chooseLanguage({ search: '?lang=en', stored: 'fr', preferred }), 'en');
  assert.equal(chooseLanguage({ stored: 'en', preferred }), 'en');
  assert.equal(chooseLanguage({ preferred }), 'fr');
});

test('unknownLanguagesAreSkipped', () => {
  assert.equal(
    chooseLanguage({ search: '?lang=xx', stored: 'tlh', preferred: ['de', 'fr'] }),
    'fr',
  );
  assert.equal(chooseLanguage({ preferred: ['de'] }), 'en');
});

test('pluralFormFollowsTheLanguage', () => {
  const text = { one: '{count} thing', other: '{count} things' };

  assert.equal(format(text, { count: 1 }, 'en'), '1 thing');
  assert.equal(format(text, { count: 0 }, 'en'), '0 things');
  assert.equal(format(text, { count: 0 }, 'fr'), '0 thing');
});

test('numbersHaveTheLanguagesMarkAndTheirUnit', () => {
  assert.equal(format('{size:bytes}', { size: 4310 }, 'en'), '4.3 kB');
  assert.equal(format('{size:bytes}', { size: 4310 }, 'fr'), '4,3 ko');
  assert.equal(bytes(812, 'en'), '812 B');
  assert.equal(duration(0.42, 'en'), '0.4 ms');
  assert.equal(duration(35.4, 'en'), '35 ms');
  assert.equal(duration(1640, 'fr'), '1,6 s');
  assert.equal(duration(125_000, 'en'), '2 min 5 s');
});

test('frenchSignsStayWithTheirWord', () => {
  assert.equal(
    format('Un « mot » : {word}', { word: 'a : b' }, 'fr'),
    'Un «\u00a0mot\u00a0»\u00a0: a : b',
  );
});

test('missingTextShowsItsKey', () => {
  assert.equal(t('no.such.text'), 'no.such.text');
});

for (const module of textModules()) {
  test(`bothLanguagesHaveTheSameTexts: ${relative(PROJECT, module)}`, async () => {
    const { en, fr } = await languagesOf(module);

    assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      assert.deepEqual(shape(fr[key]), shape(text), key);
    }
  });
}

/** `i18n/en.js`, which has its `fr.js` beside it, or a `texts.js` with both in one. */
function textModules() {
  return readdirSync(PROJECT)
    .map((module) => join(PROJECT, module, 'src', 'main', 'resources'))
    .filter((resources) => existsSync(resources))
    .flatMap((resources) =>
      readdirSync(resources, { recursive: true }).map((file) => join(resources, file)),
    )
    .filter((file) =>
      /[\\/](i18n[\\/]en|texts|lab-page-texts|packet-list-texts)\.js$/.test(file),
    );
}

async function languagesOf(file) {
  const load = async (path) => (await import(pathToFileURL(path))).default;
  return file.endsWith('en.js')
    ? { en: await load(file), fr: await load(join(dirname(file), 'fr.js')) }
    : load(file);
}

/** Plural forms and parameters of a text, in any order. */
function shape(text) {
  const forms = typeof text === 'string' ? { only: text } : text;
  return Object.entries(forms)
    .sort()
    .map(([form, words]) => [
      form,
      [...new Set(words.match(/\{\w+(:\w+)?\}/g))].sort(),
    ]);
}
