import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { test } from 'node:test';
import {
  bytes, chooseLanguage, duration, format, t,
} from '../../../main/resources/shared/i18n.js';

const PROJECT = fileURLToPath(new URL('../../../../../', import.meta.url));

test('queryWinsOverStoredChoiceWinsOverPreference', () => {
  const preferred = ['fr-BE', 'en'];

  assert.equal(chooseLanguage({ search: '?lang=en', stored: 'fr', preferred }), 'en');
  assert.equal(chooseLanguage({ stored: 'en', preferred }), 'en');
  assert.equal(chooseLanguage({ preferred }), 'fr');
});

test('unknownLanguagesAreSkipped', () => {
  assert.equal(chooseLanguage({ search: '?lang=xx', stored: 'tlh', preferred: ['de', 'fr'] }), 'fr');
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

test('missingTextShowsItsKey', () => {
  assert.equal(t('no.such.text'), 'no.such.text');
});

for (const folder of textFolders(PROJECT)) {
  test(`bothLanguagesHaveTheSameTexts: ${relative(PROJECT, folder)}`, async () => {
    const [en, fr] = await Promise.all(['en.js', 'fr.js'].map(async (name) =>
      (await import(pathToFileURL(join(folder, name)))).default));

    assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      assert.deepEqual(shape(fr[key]), shape(text), key);
    }
  });
}

/** Every `i18n` folder of the project's pages. */
function textFolders(root) {
  return readdirSync(root, { withFileTypes: true })
    .filter((module) => module.isDirectory() && !module.name.startsWith('.'))
    .map((module) => join(root, module.name, 'src', 'main', 'resources'))
    .flatMap((resources) => {
      try {
        return readdirSync(resources, { withFileTypes: true, recursive: true });
      } catch (absent) {
        assert.equal(absent.code, 'ENOENT');
        return [];
      }
    })
    .filter((entry) => entry.isDirectory() && entry.name === 'i18n')
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** Plural forms and parameters of a text, in any order. */
function shape(text) {
  const forms = typeof text === 'string' ? { only: text } : text;
  return Object.entries(forms).sort()
    .map(([form, words]) => [form, [...new Set(words.match(/\{\w+(:\w+)?\}/g))].sort()]);
}
