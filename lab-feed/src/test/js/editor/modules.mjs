/** Where the modules of the page are. */
const pageFiles = new URL(
  '../../../../../lab-socketio-concepts/src/main/resources/public/socketio/', import.meta.url);

export const { SharedText, START, key, plus } = await load('shared-text.js');
export const { charactersIn, clean, difference, offsetOf, pieces } =
  await load('text-difference.js');
export const { Replica } = await load('replica.js');
export const { Undo } = await load('undo.js');
export const { HEIGHT, MAX_POINTS, Pen, WIDTH } = await load('pen.js');
export const texts = (await load('texts.js')).default;

export function pageFile(name) {
  return new URL(name, pageFiles);
}

function load(name) {
  return import(new URL(`editor/${name}`, pageFiles));
}
