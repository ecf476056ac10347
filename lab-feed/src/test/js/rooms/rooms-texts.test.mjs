import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import test from 'node:test';
import shared from '../../../main/resources/shared/i18n/en.js';

const ROOMS = new URL(
  '../../../../../lab-socketio-concepts/src/main/resources/public/socketio/', import.meta.url);
const { default: { en, fr } } = await import(new URL('rooms/rooms-texts.js', ROOMS));

const html = await readFile(new URL('rooms.html', ROOMS), 'utf8');
const scripts = (await Promise.all((await readdir(new URL('rooms/', ROOMS)))
  .filter(file => file.endsWith('.js') && file !== 'rooms-texts.js')
  .map(file => readFile(new URL(`rooms/${file}`, ROOMS), 'utf8')))).join('\n');

/** What a translator may not lose: the parameters, and the plural forms. */
function shape(text) {
  const forms = typeof text === 'string' ? { other: text } : text;
  const parameters = Object.values(forms).flatMap(form => form.match(/\{\w+(:\w+)?\}/g) ?? []);
  return { forms: Object.keys(forms).sort(), parameters: [...new Set(parameters)].sort() };
}

test('English and French have the same texts', () => {
  assert.deepEqual(Object.keys(fr), Object.keys(en));
  for (const key of Object.keys(en)) assert.deepEqual(shape(fr[key]), shape(en[key]), key);
});

test('every text that the page asks for exists', () => {
  const asked = [
    ...html.matchAll(/data-i18n="([\w.]+)"|aria-label:([\w.]+)/g),
    ...scripts.matchAll(/\b(?:t|worded|button)\((?:'\w+', )?'([\w.]+\.[\w.]+)'/g),
    ...scripts.matchAll(/'((?:client|clients|picture|latest|outcome|by)\.[\w.]+)'/g),
  ].map(([, ...keys]) => keys.find(Boolean));

  assert.ok(asked.length > 60);
  assert.deepEqual(asked.filter(key => !(key in en) && !(key in shared)), []);
});

test('no text is left over', () => {
  const families = /^(say|why|verdict|source|kind|whose)\.|^picture\.(tick|socket|result)$/;
  const left = Object.keys(en).filter(key => !families.test(key)
    && !html.includes(`"${key}"`) && !html.includes(`:${key}"`) && !scripts.includes(`'${key}'`));

  assert.deepEqual(left, []);
});

test('everything that is said, every reason and every verdict has its words', () => {
  const said = [...scripts.matchAll(/(?:\bsay|#say)\(\s*'([\w.]+)'/g)].map(([, key]) => key);
  const why = [...scripts.matchAll(/\b(?:yes|no)\('(\w+)'/g)].map(([, key]) => key);

  assert.ok(said.length > 8 && why.length > 8);
  for (const key of [...said, 'slow', 'quick', 'recovered', 'entered']) {
    assert.ok(`say.${key}` in en, key);
  }
  for (const key of [...why, 'moment', 'otherwise']) assert.ok(`why.${key}` in en, key);
  for (const key of ['right', 'missed', 'wrong', 'waiting']) assert.ok(`verdict.${key}` in en);
});

test('every file that is to be read has its text', () => {
  const files = [...scripts.matchAll(/'lab\/[\w/]+\/(\w+\.java)'/g)].map(([, file]) => file);

  assert.ok(files.length > 6);
  for (const file of files) assert.ok(en[`source.${file}`], file);
});
