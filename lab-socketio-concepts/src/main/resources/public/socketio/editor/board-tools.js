/** What is beside the board: the choice of an ink, and erasing. */
import { t } from '/shared/i18n.js';

const INKS = 6;

export function boardTools(board, replica) {
  element('inks').append(...Array.from({ length: INKS }, (_, ink) => inkChoice(ink, board)));
  element('erase-last').addEventListener('click', () => {
    const last = [...replica.strokes.values()].findLast(({ id }) => id[1] === replica.site);
    if (last) replica.erase([last.id]);
  });
  element('erase-all').addEventListener('click', () => {
    const ids = [...replica.strokes.values()].map(({ id }) => id);
    if (ids.length > 0) replica.erase(ids);
  });
}

function inkChoice(ink, board) {
  const label = document.createElement('label');
  const choice = document.createElement('input');
  choice.type = 'radio';
  choice.name = 'ink';
  choice.checked = ink === board.ink;
  choice.addEventListener('change', () => { board.ink = ink; });
  const swatch = document.createElement('span');
  swatch.className = `swatch ink-${ink}`;
  swatch.setAttribute('aria-hidden', 'true');
  const name = document.createElement('span');
  name.dataset.i18n = `ink.${ink}`;
  name.textContent = t(`ink.${ink}`);
  label.append(choice, swatch, name);
  return label;
}

function element(id) {
  return document.getElementById(id);
}
