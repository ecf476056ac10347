/** A text box tells that it has changed, but not how. Places are in characters (code points). */

/**
 * The one place where `after` differs from `before`: what was removed there, and what
 * inserted. `caret`, a place in `after` as the text box counts it, decides where several
 * answers are right: which of three equal letters was typed.
 */
export function difference(before, after, caret = after.length) {
  const old = [...before];
  const now = [...after];
  const shorter = Math.min(old.length, now.length);
  const behindCaret = charactersIn(after.slice(caret));
  let end = 0;
  let start = 0;
  const sameEnd = () => old.at(-1 - end) === now.at(-1 - end);
  while (end < Math.min(shorter, behindCaret) && sameEnd()) end += 1;
  while (start < shorter - end && old[start] === now[start]) start += 1;
  while (start + end < shorter && sameEnd()) end += 1; // the caret was somewhere else
  return {
    index: start,
    removed: old.length - end - start,
    inserted: now.slice(start, now.length - end).join(''),
  };
}

/** Without what the server takes for no text: control characters and half characters. */
export function clean(text) {
  return text.replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\0-\x08\x0b-\x1f\x7f-\x9f]|\p{Cs}/gu, '');
}

export function charactersIn(text) {
  return [...text].length;
}

/** Where a text box counts so many characters: emojis have two units. */
export function offsetOf(text, characters) {
  return [...text].slice(0, characters).join('').length;
}

/** The text in pieces of at most so many characters. */
export function pieces(text, most) {
  const characters = [...text];
  const cut = [];
  for (let i = 0; i < characters.length; i += most) {
    cut.push(characters.slice(i, i + most).join(''));
  }
  return cut;
}
