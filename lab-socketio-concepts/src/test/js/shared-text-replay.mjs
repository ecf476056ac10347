/**
 * Applies histories that SharedTextInJavaScriptTest has made up: a file of
 * `[[edit, …], …]`; prints for each the text and the state that come of it.
 */
import { readFileSync } from 'node:fs';
import { SharedText } from '../../main/resources/public/socketio/editor/shared-text.js';

const histories = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const results = histories.map(edits => {
  const text = new SharedText();
  edits.forEach(edit => text.apply(edit));
  return { text: text.text, state: text.state(), clock: text.clock };
});
console.log(JSON.stringify(results));
