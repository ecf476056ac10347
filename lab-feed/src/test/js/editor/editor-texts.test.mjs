import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { pageFile, texts } from './modules.mjs';

const { en, fr } = texts;

function shape(text) {
  const forms = typeof text === 'string' ? { other: text } : text;
  const parameters = Object.values(forms)
    .flatMap(form => form.match(/\{\w+(:\w+)?\}/g) ?? []);
  return { forms: Object.keys(forms).sort(), parameters: [...new Set(parameters)].sort() };
}

test('englishAndFrenchHaveTheSameTexts', () => {
  assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en)) assert.deepEqual(shape(fr[key]), shape(en[key]), key);
});

test('everyTextThatThePageAsksForIsThere', async () => {
  const files = (await readdir(pageFile('editor/'))).filter(file => file.endsWith('.js'));
  const sources = await Promise.all(['editor.html', ...files.map(file => `editor/${file}`)]
    .map(file => readFile(pageFile(file), 'utf8')));
  const asked = [...sources.join('\n').matchAll(
    /\bt\('([\w.]+)'|data-i18n="([\w.]+)"|-attributes="aria-label:([\w.]+)"/g)]
    .map(([, ...found]) => found.find(Boolean));
  const ofOthers = new Set(['packets.title', 'swimlane.title']);

  assert.ok(asked.length > 60);
  assert.deepEqual(asked.filter(key => !(key in en) && !ofOthers.has(key)), []);
});

test('everyStateAndEveryFileHasItsText', async () => {
  const page = await readFile(pageFile('editor/page.js'), 'utf8');
  const html = await readFile(pageFile('editor.html'), 'utf8');
  const files = [...page.match(/PAGE_SOURCES = \[[^\]]*/)[0].matchAll(/'([\w-]+\.js)'/g)]
    .map(([, file]) => file);
  const classes = [...page.match(/sources: \[[^\]]*/)[0].matchAll(/'(\w+)'/g)]
    .map(([, name]) => `${name}.java`);

  assert.ok(files.length > 5 && classes.length > 5);
  for (const file of [...files, ...classes]) assert.ok(`source.${file}` in en, file);
  for (const state of ['outside', 'joining', 'inside', 'refused', 'ended', 'idle',
    'connecting', 'waiting', 'offline', 'stopped']) {
    assert.ok(`editor.state.${state}` in en, state);
    assert.ok(`editor.sentence.${state}` in en, state);
  }
  for (const [, guess] of html.matchAll(/name="guess" value="(\w+)"/g)) {
    assert.ok(`trial.guess.${guess}` in en, guess);
  }
});
