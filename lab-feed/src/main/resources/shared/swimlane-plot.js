/**
 * The drawing of a swimlane: one SVG that shows a stretch of a model's time.
 *
 * What it is to show is given anew each time: `{ now, span, frozen, current, selected
 * }`, times in milliseconds. Time goes on by moving one group per lane; nodes are used
 * again when they have left the picture, so that its size does not depend on what
 * happened.
 */
import { t } from './i18n.js';
import { axisSteps, marks } from './swimlane-model.js';
import { MARKERS, drawMark, markNode, svgElement } from './swimlane-shapes.js';
import { gapReason, toClock } from './swimlane-texts.js';

/** Marks nearer than this many pixels become one with a count. */
const BUCKET_PIXELS = 8;
/** Counts need this much room. */
const COUNT_PIXELS = 26;
const SPARE_NODES = 300;

export class SwimlanePlot {
  element = svgElement('svg', { role: 'group', tabindex: 0, class: 'swimlane-plot' });
  notes = new Map(); // by lane: a few words beside its count

  #model;
  #showPublished;
  #axis = svgElement('g', { class: 'axis', 'aria-hidden': 'true' });
  #publishedLine = svgElement('path', {
    class: 'published-line',
    'aria-hidden': 'true',
  });
  #clip = svgElement('rect');
  #marks = svgElement('g');
  #heads = svgElement('g', { 'aria-hidden': 'true' });
  #lanes = new Map(); // by id: the lane, its nodes, and where it is drawn
  #spare = new Map(); // by type: nodes to use again
  #marksByNode = new WeakMap();

  // x in the plot's own coordinates is (time - #zero) * #scale
  #zero = performance.now();
  #scale = 1;
  #size;

  constructor(model, { published }) {
    this.#model = model;
    this.#showPublished = published;
    const clipPath = svgElement('clipPath', {
      id: `clip-${Math.random().toString(36).slice(2)}`,
    });
    clipPath.append(this.#clip);
    this.#marks.setAttribute('clip-path', `url(#${clipPath.id})`);
    this.#marks.append(this.#publishedLine);
    this.setLanes();
    this.element.append(clipPath, this.#axis, this.#marks, this.#heads);
  }

  /** Follows the model, whose lanes are others than before. Nothing is drawn yet. */
  setLanes() {
    const before = this.#lanes;
    const lanes = [...this.#model.lanes.values()];
    this.#lanes = new Map(
      lanes.map((lane) => [lane.id, before.get(lane.id) ?? newLaneView(lane)]),
    );
    for (const { lane, rule, group, head } of before.values()) {
      if (!this.#lanes.has(lane.id)) {
        [rule, group, head].forEach((node) => node.remove());
      }
    }
    for (const { rule, group, head } of this.#lanes.values()) {
      this.#marks.append(rule, group);
      this.#heads.append(head);
    }
  }

  get width() {
    return this.#size?.width;
  }

  /** Measures everything for a width in pixels. Nothing is drawn until `redraw`. */
  resize(width) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const narrow = width < 40 * rem;
    const letters = Math.max(
      0,
      ...[...this.#model.lanes.values()].map(({ label }) => label.length),
    );
    this.#size = {
      width,
      rem,
      narrow,
      left: narrow ? 0 : (2.2 + letters * 0.62) * rem, // 0.62 rem: a bold letter
      height: (narrow || this.#lanes.size === 1 ? 4.6 : 3.6) * rem,
      top: 0.4 * rem,
      axis: 1.6 * rem,
    };
  }

  /** Draws everything anew: after a change of size, span, or words. */
  redraw(shown) {
    for (const view of this.#lanes.values()) {
      for (const key of view.nodes.keys()) {
        this.#retire(view, key);
      }
    }
    this.#scale = (this.#size.width - this.#size.left) / shown.span;
    this.#zero = shown.now;
    this.#drawHeads();
    this.#drawAxis(shown);
    this.draw(shown);
  }

  /** Puts every mark of the shown time where it belongs. */
  draw(shown) {
    if (shown.now - this.#zero > 60 * shown.span) {
      // coordinates stay small
      this.redraw(shown);
      return;
    }
    const from = shown.now - shown.span * 1.02;
    const bucket = BUCKET_PIXELS / this.#scale;
    for (const view of this.#lanes.values()) {
      const drawn = marks(this.#model.visible(view.lane.id, from, shown.now), bucket);
      const keys = new Set(drawn.map((mark) => mark.key));
      [...view.nodes.keys()]
        .filter((key) => !keys.has(key))
        .forEach((key) => this.#retire(view, key));
      let labelledAt = -Infinity;
      for (const mark of drawn) {
        const counted = mark.type === 'notification' && mark.items.length > 1;
        const crowded = counted && (mark.at - labelledAt) * this.#scale < COUNT_PIXELS;
        labelledAt = counted && !crowded ? mark.at : labelledAt;
        this.#place(view, mark, crowded, shown);
      }
      this.#writeCount(view);
    }
    this.#drawPublished(from, bucket);
    this.move(shown);
  }

  /** Time goes on: the plot moves left, and what is still open grows. */
  move({ now }) {
    const x = this.#size.width - (now - this.#zero) * this.#scale;
    const shift = `translate(${x.toFixed(2)} 0)`;
    this.#publishedLine.setAttribute('transform', shift);
    for (const view of this.#lanes.values()) {
      view.group.setAttribute('transform', shift);
      for (const node of view.nodes.values()) {
        if (isOpen(node.mark)) {
          this.#shape(view, node, now);
        }
      }
    }
  }

  /** The mark that an event on this element is about. */
  markAt(element) {
    return this.#marksByNode.get(element.closest?.('.mark'));
  }

  /** Gives the keyboard's focus to the mark that shows `item`, and a name to it. */
  focus(item, name) {
    for (const { nodes } of this.#lanes.values()) {
      for (const { group, mark } of nodes.values()) {
        if (mark.items.includes(item)) {
          setAll(group, { tabindex: 0, role: 'img', 'aria-label': name });
          group.removeAttribute('aria-hidden');
          group.focus({ preventScroll: true });
        } else {
          hide(group);
        }
      }
    }
  }

  #drawHeads() {
    const { width, height, left, top, axis, narrow, rem } = this.#size;
    const total = top + height * this.#lanes.size + axis;
    setAll(this.element, { width, height: total, viewBox: `0 0 ${width} ${total}` });
    setAll(this.#clip, { x: left, y: 0, width: width - left, height: total - axis });
    [...this.#lanes.values()].forEach((view, index) => {
      const y = top + height * index;
      const middle = y + height * (narrow ? 0.68 : 0.6);
      const nameY = narrow ? y + rem : middle - rem * 0.1;
      view.middle = middle;
      view.rule.setAttribute('d', `M${left} ${middle}H${width}`);
      view.icon.setAttribute(
        'transform',
        `translate(${rem * 0.6} ${nameY - rem * 0.3}) scale(1.1)`,
      );
      view.name.textContent = view.lane.label;
      setAll(view.name, { x: rem * 1.4, y: nameY });
      setAll(
        view.count,
        narrow
          ? { x: width, y: nameY, 'text-anchor': 'end' }
          : { x: rem * 1.4, y: middle + rem * 0.95, 'text-anchor': 'start' },
      );
    });
  }

  #drawAxis({ now, span, frozen }) {
    const { width, height, left, top, axis, rem } = this.#size;
    const bottom = top + height * this.#lanes.size;
    const steps = axisSteps(span, width - left, rem * 4)
      .map((ago) => ({ ago, x: width - ago * this.#scale }))
      .filter(({ ago, x }) => ago === 0 || x < width - rem * 6); // room for “now”
    this.#axis.replaceChildren(
      ...steps.flatMap(({ ago, x }) => {
        const line = svgElement('path', {
          d: `M${x} ${top}V${bottom}`,
          class: 'axis-line',
        });
        const words = svgElement('text', {
          x,
          y: bottom + axis * 0.75,
          'text-anchor': ago === 0 ? 'end' : x < left + rem * 2 ? 'start' : 'middle',
          class: 'axis-text',
        });
        const here = frozen ? toClock(now) : t('swimlane.now');
        words.textContent = ago > 0 ? `−${ago / 1000} s` : here;
        return [line, words];
      }),
    );
  }

  #writeCount({ lane, count }) {
    const note = this.notes.get(lane.id);
    const arrived = t('swimlane.arrived', { count: lane.arrived });
    const words = note ? `${arrived} · ${note}` : arrived;
    if (count.textContent !== words) {
      count.textContent = words;
    }
  }

  #place(view, mark, crowded, { now, current, selected }) {
    const node = view.nodes.get(mark.key) ?? this.#newNode(view, mark);
    node.mark = mark;
    this.#marksByNode.set(node.group, mark);
    const { classList } = node.group;
    classList.toggle('is-current', mark.items.includes(current));
    classList.toggle('is-selected', isSelected(mark, selected));
    const [first] = mark.items;
    const { headersAt, detail } = first;
    const looks = [mark.items.length, mark.end, headersAt, detail, crowded].join();
    if (node.looks !== looks) {
      Object.assign(node, { looks, crowded });
      this.#shape(view, node, now);
    }
  }

  #newNode(view, mark) {
    const node = { group: this.#spare.get(mark.type)?.pop() ?? markNode(mark.type) };
    view.nodes.set(mark.key, node);
    if (mark.type === 'request' || mark.type === 'gap') {
      view.group.prepend(node.group); // below what is on it
    } else {
      view.group.append(node.group);
    }
    return node;
  }

  #shape({ lane, middle }, { group, mark, crowded }, now) {
    drawMark(group, mark, {
      x: (at) => (at - this.#zero) * this.#scale,
      now,
      middle,
      bar: this.#size.rem * 0.55,
      transport: lane.transport,
      crowded,
      label: () => gapReason(mark.items[0]),
    });
    group.classList.toggle(
      'is-duplicate',
      mark.items.some((item) => item.duplicate),
    );
    group.classList.toggle('is-failed', mark.items.some(isFailed));
  }

  #retire(view, key) {
    const { group, mark } = view.nodes.get(key);
    view.nodes.delete(key);
    group.remove();
    const spare = this.#spare.get(mark.type) ?? [];
    this.#spare.set(mark.type, spare);
    if (spare.length < SPARE_NODES) {
      group.setAttribute('class', `mark mark-${mark.type}`);
      hide(group);
      spare.push(group);
    }
  }

  /** One faint line through all lanes per publication, in one path. */
  #drawPublished(from, bucket) {
    if (!this.#showPublished) {
      return;
    }
    const { top, height } = this.#size;
    const slots = new Map(
      this.#model.published
        .filter(({ at }) => at >= from)
        .map(({ at }) => [Math.floor(at / bucket), at]),
    );
    const lines = [...slots.values()].map(
      (at) =>
        `M${((at - this.#zero) * this.#scale).toFixed(1)} ${top}v${height * this.#lanes.size}`,
    );
    this.#publishedLine.setAttribute('d', lines.join(''));
  }
}

function newLaneView(lane) {
  const { transport } = lane;
  const view = {
    lane,
    nodes: new Map(),
    rule: svgElement('path', { class: 'lane-rule' }),
    group: svgElement('g', { class: `lane transport-${transport}` }),
    head: svgElement('g', { class: `transport-${transport}` }),
    icon: svgElement('path', { d: MARKERS[transport], class: 'marker-shape' }),
    name: svgElement('text', { class: 'lane-name' }),
    count: svgElement('text', { class: 'lane-count' }),
  };
  view.head.append(view.icon, view.name, view.count);
  return view;
}

const isOpen = ({ type, end }) =>
  end === undefined && (type === 'request' || type === 'gap');

const isFailed = ({ status, reason }) =>
  status >= 400 || (reason === 'lost' && !status);

function isSelected({ items }, selected) {
  return (
    selected !== undefined &&
    items.some(
      (item) =>
        item === selected.item ||
        (item.lane === selected.lane &&
          item.wire !== undefined &&
          item.wire === selected.wire),
    )
  );
}

/** Out of the reach of the keyboard and of screen readers again. */
function hide(group) {
  group.removeAttribute('tabindex');
  group.setAttribute('aria-hidden', 'true');
}

function setAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
}
