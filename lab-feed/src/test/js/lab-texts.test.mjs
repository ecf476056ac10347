import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import test from 'node:test';

const root = new URL('../../../../', import.meta.url);
const shared = new URL('lab-feed/src/main/resources/shared/', root);
const labs = ['longpolling', 'sse', 'websocket', 'socketio'];
const pageFile = (lab, name) => {
  const module = lab === 'socketio' ? 'lab-socketio-concepts' : `lab-${lab}`;
  return new URL(`${module}/src/main/resources/public/${lab}/${name}`, root);
};

async function texts(url) {
  return (await import(url)).default;
}

const sharedTexts = await texts(new URL('lab-page-texts.js', shared));
const pageTexts = Object.fromEntries(await Promise.all(
  labs.map(async lab => [lab, await texts(pageFile(lab, 'texts.js'))])));

/** What a translator may not lose: the parameters, and the plural forms. */
function shape(text) {
  const forms = typeof text === 'string' ? { other: text } : text;
  const parameters = Object.values(forms)
    .flatMap(form => form.match(/\{\w+(:\w+)?\}/g) ?? []);
  return { forms: Object.keys(forms).sort(), parameters: [...new Set(parameters)].sort() };
}

for (const [name, { en, fr }] of Object.entries({ shared: sharedTexts, ...pageTexts })) {
  test(`${name}: English and French have the same texts`, () => {
    assert.deepEqual(Object.keys(fr).sort(), Object.keys(en).sort());
    for (const key of Object.keys(en)) {
      assert.deepEqual(shape(fr[key]), shape(en[key]), key);
      assert.ok(shape(en[key]).forms.length > 0, key);
    }
  });
}

test('every text that the pages ask for exists', async () => {
  const files = (await readdir(shared)).filter(file => /^lab-.*\.(js|html)$/.test(file));
  const sources = await Promise.all(files.filter(file => file !== 'lab-page-texts.js')
    .map(file => readFile(new URL(file, shared), 'utf8')));
  const asked = [...sources.join('\n')
    .matchAll(/\bt\('([\w.]+)'|data-i18n="([\w.]+)"/g)].map(([, a, b]) => a ?? b);
  const fromView = new Set(['wire.title']);

  assert.ok(asked.length > 30);
  for (const lab of labs) {
    const known = { ...sharedTexts.en, ...pageTexts[lab].en };
    assert.deepEqual(asked.filter(key => !(key in known) && !fromView.has(key)), [], lab);
  }
});

test('every control says what to expect', () => {
  const controls = ['burst', 'drop', 'offline', 'online', 'pause', 'resume', 'steady',
    'steadyStop'];
  for (const lab of labs) {
    const known = { ...sharedTexts.en, ...pageTexts[lab].en };
    for (const control of controls) {
      assert.ok(known[`${control}.verb`], `${lab}: ${control}.verb`);
      assert.ok(known[`${control}.expect`], `${lab}: ${control}.expect`);
    }
  }
});

test('every file and every choice that a page names has its text', async () => {
  for (const lab of labs) {
    const page = await readFile(pageFile(lab, 'page.js'), 'utf8');
    const known = { ...sharedTexts.en, ...pageTexts[lab].en };
    const files = [...page.matchAll(/'(?:lab\/[\w/]+\/)?([\w-]+\.(?:java|js))'/g)]
      .map(([, file]) => file);
    const choices = [...page.matchAll(/(?:key: |way\()'(\w+)'/g)].map(([, key]) => key);

    assert.ok(files.length > 6 && choices.length >= 2, lab);
    for (const file of files) assert.ok(known[`source.${file}`], `${lab}: ${file}`);
    for (const key of choices) assert.ok(known[`choice.${key}.expect`], `${lab}: ${key}`);
  }
});

test('the pages of the labs differ in name only', async () => {
  const pages = await Promise.all(labs.map(async lab =>
    (await readFile(pageFile(lab, 'index.html'), 'utf8'))
      .replaceAll(`transport-${lab}`, 'transport')
      .replaceAll(/(<title>|"title">)[^<]*/g, '$1')));

  assert.deepEqual([...new Set(pages)], [pages[0]]);
});
