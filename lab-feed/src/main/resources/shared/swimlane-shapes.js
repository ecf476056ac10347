/**
 * The nodes of the swimlane's marks. A transport is told by its colour and, without
 * colour, by its marker here and by the line style of its bars (lab.css).
 */
const SVG = 'http://www.w3.org/2000/svg';

const PLUS = 'M-2.5-7.5H2.5V-2.5H7.5V2.5H2.5V7.5H-2.5V2.5H-7.5V-2.5H-2.5Z';

/** Markers around 0,0, some 12 units wide. */
export const MARKERS = {
  polling: 'M-5.5-5.5H5.5V5.5H-5.5Z', // square
  longpolling: 'M0-8L7.5 0L0 8L-7.5 0Z', // diamond
  sse: 'M-6.5 0A6.5 6.5 0 1 0 6.5 0A6.5 6.5 0 1 0-6.5 0Z', // circle
  websocket: 'M0-7.5L7.5 6H-7.5Z', // triangle
  socketio: PLUS,
  'socketio-websocket': PLUS,
  'socketio-polling': 'M0-4L4-8L8-4L4 0L8 4L4 8L0 4L-4 8L-8 4L-4 0L-8-4L-4-8Z', // cross
};

export function svgElement(name, attributes = {}) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  return element;
}

/** A small marker for legends and headings, in the colour of its transport. */
export function markerIcon(transport) {
  const icon = svgElement('svg', {
    viewBox: '-9 -9 18 18',
    class: `marker transport-${transport}`,
    'aria-hidden': 'true',
  });
  icon.append(svgElement('path', { d: MARKERS[transport], class: 'marker-shape' }));
  return icon;
}

/** Makes the empty node of a mark of this type; `drawMark` fills it. */
export function markNode(type) {
  const group = svgElement('g', { class: `mark mark-${type}`, 'aria-hidden': 'true' });
  group.append(...PARTS[type]());
  return group;
}

const path = (className, d = '') => svgElement('path', { class: className, d });
const text = (className) => svgElement('text', { class: className });

const PARTS = {
  request: () => [
    path('bar-outline'),
    path('bar-stream'),
    path('bar-ends'),
    text('bar-count'),
  ],
  notification: () => [path('late'), path('dot'), text('dot-count')],
  sent: () => [path('tick tick-up')],
  heartbeat: () => [path('tick tick-heartbeat')],
  reset: () => [path('reset-line'), text('reset-text')],
  resume: () => [path('resume-arrow')],
  gap: () => [path('gap-hit'), path('gap-line'), path('gap-cross'), text('gap-text')],
};

/**
 * Draws `mark` at its place.
 *
 * @param {SVGGElement} group made by `markNode(mark.type)`
 * @param {object} mark of swimlane-model's `marks`
 * @param {object} place `x(at)` in pixels; `now` in milliseconds; `middle`, `bar` and
 *   `top`: the lane's line, half a bar's height, and the upper edge, in pixels;
 *   `transport`; `label(mark)` for gaps; `crowded` when a count has no room
 */
export function drawMark(group, mark, place) {
  DRAW[mark.type](group.children, mark, place);
}

const DRAW = {
  request([outline, stream, ends, count], mark, { x, now, middle, bar, transport }) {
    const [item] = mark.items;
    const half = item.up ? bar * 0.45 : bar;
    const y = item.up ? middle - bar - 12 : middle;
    const from = x(mark.at);
    const to = Math.max(from + 4, x(mark.end ?? now));
    const spine = transport.endsWith('websocket') && !item.up ? `M${from} ${y}H${to}` : '';
    // a line style needs some length to be seen
    outline.setAttribute(
      'd',
      to - from < 12 ? '' : `${box(from, to, y, half)}${spine}`,
    );
    const streamFrom = Math.max(from, Math.min(to - 3, x(item.headersAt ?? Infinity)));
    const answered = item.headersAt !== undefined;
    stream.setAttribute('d', answered ? box(streamFrom, to, y, half) : '');
    const side = `V${y + half + 4}`;
    ends.setAttribute(
      'd',
      `M${from} ${y - half - 4}${side}` +
        `${mark.end === undefined ? '' : `M${to} ${y - half - 4}${side}`}`,
    );
    label(
      count,
      mark.items.length > 3 ? `${mark.items.length}×` : '',
      (from + to) / 2,
      y + half + 13,
    );
  },

  notification([late, dot, count], mark, { x, middle, bar, transport, crowded }) {
    const many = mark.items.length;
    const at = x(mark.items.at(-1).at);
    const scale = Math.min(1.9, 1 + Math.log2(many) / 6);
    const first = Math.min(...mark.items.map((item) => item.publishedAt || item.at));
    late.setAttribute('d', mark.at - first > 1 ? `M${x(first)} ${middle}H${at}` : '');
    dot.setAttribute('d', MARKERS[transport]);
    dot.setAttribute(
      'transform',
      `translate(${at} ${middle}) scale(${scale.toFixed(2)})`,
    );
    label(count, many > 1 && !crowded ? String(many) : '', at, middle - bar - 5);
  },

  sent([tick], mark, { x, middle, bar }) {
    const at = x(mark.at);
    const top = middle - bar - 16;
    tick.setAttribute(
      'd',
      `M${at} ${middle - bar}V${top}M${at - 4} ${top + 6}L${at} ${top}L${at + 4} ${top + 6}`,
    );
  },

  heartbeat([tick], mark, { x, middle, bar }) {
    const up = mark.items[0].direction === 'up';
    tick.setAttribute(
      'd',
      up ? `M${x(mark.at)} ${middle - bar}v-8` : `M${x(mark.at)} ${middle + bar}v8`,
    );
  },

  reset([line, sign], mark, { x, middle, bar }) {
    const at = x(mark.at);
    line.setAttribute('d', `M${at} ${middle - bar - 12}V${middle + bar + 4}`);
    label(sign, '!', at, middle - bar - 15);
  },

  resume([arrow], mark, { x, middle, bar }) {
    const at = x(mark.at);
    const to = x(mark.items[0].target ?? mark.at) - (mark.items[0].target ? 0 : 18);
    const y = middle - bar - 1;
    const rise = Math.min(16, 6 + (at - to) / 12);
    arrow.setAttribute(
      'd',
      `M${at} ${y}C${at} ${y - rise * 1.4} ${to} ${y - rise * 1.4} ${to} ${y}` +
        `M${to - 4} ${y - 6}L${to} ${y}L${to + 5} ${y - 5}`,
    );
  },

  gap([hit, line, cross, sign], mark, { x, now, middle, bar, label: wording }) {
    const from = x(mark.at);
    const to = x(mark.end ?? now);
    hit.setAttribute('d', box(from, Math.max(to, from + 8), middle, bar));
    line.setAttribute('d', `M${from} ${middle}H${to}`);
    cross.setAttribute('d', `M${from - 5} ${middle - 5}l10 10m0-10l-10 10`);
    const room = Math.floor((to - from - 14) / 8);
    const words = wording(mark);
    label(
      sign,
      words.length > room ? (room > 6 ? `${words.slice(0, room - 1)}…` : '') : words,
      from + 10,
      middle + bar + 5,
      'start',
    );
  },
};

function box(from, to, middle, half) {
  return (
    `M${from.toFixed(1)} ${middle - half}H${to.toFixed(1)}V${middle + half}` +
    `H${from.toFixed(1)}Z`
  );
}

function label(node, words, x, y, anchor = 'middle') {
  if (node.textContent !== words) {
    node.textContent = words;
  }
  if (words) {
    node.setAttribute('x', x.toFixed(1));
    node.setAttribute('y', y);
    node.setAttribute('text-anchor', anchor);
  }
}
