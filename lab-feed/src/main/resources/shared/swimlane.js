/**
 * The lab's signature picture: time to the right, one lane per client; a request is a bar,
 * a notification a dot where it arrives, with a thin line back to when it was published.
 *
 * The plot scrolls by moving one group; nodes are redrawn only when something happened,
 * and are used again when they have left the picture. With reduced motion it steps once a
 * second. `add` is cheap and may be called at any rate.
 *
 * By keyboard: the picture is one stop of the Tab key; arrow keys walk over the items of a
 * lane and from lane to lane, Enter selects, Escape lets time run again.
 */
import { onLanguage, t } from './i18n.js';
import { SwimlaneModel, axisSteps, marks } from './swimlane-model.js';
import { MARKERS, drawMark, markNode, svgElement } from './swimlane-shapes.js';
import { svgFile } from './swimlane-svg-file.js';
import { explain, explainMark, gapReason } from './swimlane-texts.js';

const ZOOM_SECONDS = [2, 5, 10, 20, 30, 60, 120, 300];
/** Marks nearer than this many pixels become one with a count. */
const BUCKET_PIXELS = 8;
/** Moving is cheap, drawing is not: 30 moves and at most 15 drawings a second. */
const MOVE_MILLIS = 30;
const DRAW_MILLIS = 66;
const LIVE_REGION_MILLIS = 4000;

export class Swimlane {
  // the parts of the page
  #host;
  #svg;
  #axis;
  #clip;
  #publishedLines;
  #freezeButton;
  #legend;
  #detail;
  #sentence;
  #bytes;
  #live;

  #model;
  #showPublished;
  #lanes = new Map(); // by id: the lane, its nodes, and where it is drawn
  #spare = new Map(); // by type: nodes to use again
  #marksByNode = new WeakMap();

  // pixels are (time - #zero) * #scale in the plot's own coordinates
  #size;
  #span;
  #zero = performance.now();
  #scale = 1;

  #dirty = true; // something happened since the last drawing
  #movedAt = 0;
  #drawnAt = 0;
  #frozenAt;
  #held = false; // the pointer is on a mark: the picture waits
  #heldOnly = false;
  #current; // the item that the arrow keys are on
  #selected; // { lane, item, wire }, of which the last two may be unknown
  #saidAt = -LIVE_REGION_MILLIS;

  /**
   * @param {HTMLElement} host is filled
   * @param {object} options
   * @param {{id: string, transport: string, label: string}[]} options.lanes
   * @param {number} [options.seconds] how much time is in the picture
   * @param {boolean} [options.published] a faint line through all lanes at each publication
   */
  constructor(host, { lanes, seconds = 20, published = true }) {
    this.#host = host;
    this.#showPublished = published;
    this.#span = seconds * 1000;
    this.#model = new SwimlaneModel(lanes, (instant) => Date.parse(instant) - clockOffset());
    this.#build();
    this.#listen();
    this.#resize();
    this.#schedule();
  }

  /** Takes one trace event of the client of this lane. */
  add(laneId, detail) {
    const item = this.#model.add(laneId, detail);
    this.#dirty = true;
    if (item && (item.type === 'gap' || item.type === 'reset')) {
      this.#say(laneId, item);
    }
  }

  freeze(frozen) {
    this.#frozenAt = frozen ? this.#frozenAt ?? performance.now() : undefined;
    this.#freezeButton.setAttribute('aria-pressed', String(frozen));
    this.#host.classList.toggle('is-frozen', frozen);
    if (!frozen) {
      this.#setCurrent(undefined);
    }
    this.#redraw();
  }

  get frozen() {
    return this.#frozenAt !== undefined;
  }

  /** Shows the last `seconds`. */
  zoom(seconds) {
    this.#span = Math.min(300, Math.max(1, seconds)) * 1000;
    this.#redraw();
  }

  /** Gives a lane another label, as when the language changes. */
  rename(laneId, label) {
    this.#model.lanes.get(laneId).label = label;
    this.#resize();
  }

  /** A few words beside a lane's count, such as a figure. */
  setNote(laneId, note) {
    this.#lanes.get(laneId).note = note;
    this.#dirty = true;
  }

  /** Marks what carries the raw text number `wire`, and explains it. */
  select(wire, laneId = this.#model.lanes.keys().next().value) {
    const item = this.#model.findWire(laneId, wire);
    this.#selected = wire === undefined ? undefined : { lane: laneId, wire, item };
    if (item) {
      this.#explainText(explain(item, toClock), laneId, wire);
    }
    this.#draw();
  }

  /** Marks the dot of a notification, when its raw text is known by its cursor only. */
  selectCursor(cursor, laneId) {
    const item = this.#model.findCursor(laneId, cursor);
    if (item) {
      this.#selected = { lane: laneId, item };
      this.#explainText(explain(item, toClock), laneId, item.wire);
      this.#draw();
    }
  }

  /** The picture as a file of its own: no style sheet, no script needed. */
  svg() {
    return svgFile(this.#svg, {
      title: t('swimlane.title'), description: this.#summary(),
    });
  }

  #build() {
    this.#host.classList.add('swimlane');
    this.#svg = svgElement('svg', { role: 'group', tabindex: 0, class: 'swimlane-plot' });
    this.#axis = svgElement('g', { class: 'axis', 'aria-hidden': 'true' });
    this.#publishedLines = svgElement('g', { class: 'published', 'aria-hidden': 'true' });
    this.#clip = svgElement('rect', {});
    const clipPath = svgElement('clipPath', { id: `clip-${Math.random().toString(36).slice(2)}` });
    clipPath.append(this.#clip);
    const plot = svgElement('g', { 'clip-path': `url(#${clipPath.id})` });
    plot.append(this.#publishedLines);
    const heads = svgElement('g', { class: 'lane-heads', 'aria-hidden': 'true' });
    for (const lane of this.#model.lanes.values()) {
      const rule = svgElement('path', { class: 'lane-rule' });
      const group = svgElement('g', { class: `lane transport-${lane.transport}` });
      const head = svgElement('g', { class: `lane-head transport-${lane.transport}` });
      const icon = svgElement('path', { d: MARKERS[lane.transport], class: 'marker-shape' });
      const name = svgElement('text', { class: 'lane-name' });
      const count = svgElement('text', { class: 'lane-count' });
      head.append(icon, name, count);
      heads.append(head);
      plot.append(rule, group);
      this.#lanes.set(lane.id, { lane, group, rule, head, icon, name, count, nodes: new Map() });
    }
    this.#svg.append(clipPath, this.#axis, plot, heads);

    const tools = document.createElement('div');
    tools.className = 'tools swimlane-tools';
    this.#freezeButton = this.#tool(tools, 'swimlane.freeze', () => this.freeze(!this.frozen));
    this.#freezeButton.setAttribute('aria-pressed', 'false');
    this.#tool(tools, 'swimlane.zoomIn', () => this.#zoomStep(-1), '+');
    this.#tool(tools, 'swimlane.zoomOut', () => this.#zoomStep(1), '−');
    this.#tool(tools, 'swimlane.save', () => this.#save());

    this.#legend = document.createElement('ul');
    this.#legend.className = 'swimlane-legend';
    this.#detail = document.createElement('div');
    this.#detail.className = 'swimlane-detail';
    this.#detail.hidden = true;
    this.#sentence = document.createElement('p');
    this.#bytes = document.createElement('pre');
    this.#bytes.tabIndex = 0;
    this.#detail.append(this.#sentence, this.#bytes);
    this.#live = document.createElement('p');
    this.#live.className = 'visually-hidden';
    this.#live.setAttribute('aria-live', 'polite');
    const foot = document.createElement('div');
    foot.className = 'swimlane-foot';
    foot.append(this.#legend, this.#detail, tools);
    this.#host.replaceChildren(this.#svg, foot, this.#live);
    this.#texts();
  }

  #tool(tools, key, action, sign) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tool';
    button.dataset.i18nAttributes = `title:${key}.title${sign ? ` aria-label:${key}` : ''}`;
    if (sign) {
      button.textContent = sign;
    } else {
      button.dataset.i18n = key;
    }
    button.addEventListener('click', action);
    tools.append(button);
    return button;
  }

  #texts() {
    for (const button of this.#host.querySelectorAll('.tool')) {
      if (button.dataset.i18n) {
        button.textContent = t(button.dataset.i18n);
      }
      for (const pair of button.dataset.i18nAttributes.split(' ')) {
        const [attribute, key] = pair.split(':');
        button.setAttribute(attribute, t(key));
      }
    }
    this.#svg.setAttribute('aria-roledescription', t('swimlane.role'));
    this.#svg.setAttribute('aria-label', this.#summary());
    this.#legend.replaceChildren(...legend());
    const item = this.#current ?? this.#selected?.item;
    if (item) {
      this.#explainText(explain(item, toClock), item.lane, item.wire);
    }
    this.#redraw();
  }

  #listen() {
    new ResizeObserver(([{ contentRect }]) => {
      if (Math.abs(contentRect.width - this.#size.width) > 0.5) {
        this.#resize();
      }
    }).observe(this.#host);
    onLanguage(() => this.#texts());
    this.#svg.addEventListener('pointermove', (event) => this.#hover(event));
    this.#svg.addEventListener('pointerleave', () => this.#letGo());
    this.#svg.addEventListener('click', (event) => {
      const mark = this.#marksByNode.get(event.target.closest?.('.mark'));
      if (mark) {
        this.#choose(mark.items.at(-1));
      } else {
        this.#selected = undefined;
        this.#setCurrent(undefined);
        this.#draw();
      }
    });
    this.#svg.addEventListener('focus', () => {
      this.#svg.setAttribute('aria-label', this.#summary());
    });
    this.#svg.addEventListener('keydown', (event) => this.#key(event));
    document.addEventListener('visibilitychange', () => this.#redraw());
  }

  // ---- drawing

  get #now() {
    return this.#frozenAt ?? performance.now();
  }

  #resize() {
    const width = Math.max(280, this.#host.clientWidth);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const narrow = width < 40 * rem;
    const longest = Math.max(...[...this.#lanes.values()].map(({ lane }) => lane.label.length));
    const left = narrow ? 0 : (1.8 + longest * 0.62) * rem; // 0.62 rem: a bold letter, about
    const height = (narrow || this.#lanes.size === 1 ? 4.6 : 3.6) * rem;
    this.#size = {
      width, rem, narrow, height, left, top: 0.4 * rem, axis: 1.6 * rem,
    };
    this.#redraw();
  }

  #redraw() {
    if (!this.#size) {
      return;
    }
    const focused = this.#svg.contains(document.activeElement) && this.#current;
    for (const { nodes, group } of this.#lanes.values()) {
      for (const [key, node] of nodes) {
        this.#retire(nodes, key, node);
      }
      group.replaceChildren();
    }
    this.#rescale();
    this.#furniture();
    this.#draw();
    if (focused) {
      this.#focusCurrent();
    }
  }

  /** What does not move: lane names, rules, the axis. */
  #furniture() {
    const { width, height, left, top, axis, narrow, rem } = this.#size;
    const total = top + height * this.#lanes.size + axis;
    this.#svg.setAttribute('width', width);
    this.#svg.setAttribute('height', total);
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${total}`);
    setAll(this.#clip, { x: left, y: 0, width: width - left, height: total - axis });
    let index = 0;
    for (const view of this.#lanes.values()) {
      const y = top + height * index++;
      const middle = y + height * (narrow ? 0.68 : 0.6);
      view.middle = middle;
      view.rule.setAttribute('d', `M${left} ${middle}H${width}`);
      const nameY = narrow ? y + rem : middle - rem * 0.1;
      view.icon.setAttribute('transform', `translate(${rem * 0.6} ${nameY - rem * 0.3}) scale(1.1)`);
      view.name.textContent = view.lane.label;
      setAll(view.name, { x: rem * 1.4, y: nameY });
      setAll(view.count, narrow
        ? { x: width, y: nameY, 'text-anchor': 'end' }
        : { x: rem * 1.4, y: middle + rem * 0.95, 'text-anchor': 'start' });
    }
    const plotWidth = width - left;
    this.#axis.replaceChildren(...axisSteps(this.#span, plotWidth, rem * 4).flatMap((ago) => {
      const x = width - (ago / this.#span) * plotWidth;
      if (ago > 0 && x > width - rem * 6) {
        return []; // would run into “now”
      }
      const line = svgElement('path', { d: `M${x} ${top}V${total - axis}`, class: 'axis-line' });
      const words = svgElement('text', {
        x: ago === 0 ? width : x,
        y: total - axis * 0.25,
        'text-anchor': ago === 0 ? 'end' : x < left + rem * 2 ? 'start' : 'middle',
        class: 'axis-text',
      });
      words.textContent = ago > 0 ? `−${ago / 1000} s`
        : this.frozen ? toClock(this.#frozenAt) : t('swimlane.now');
      return [line, words];
    }));
  }

  /** Where zero is: moved on now and then, so that coordinates stay small. */
  #rescale() {
    const { width, left } = this.#size;
    this.#scale = (width - left) / this.#span;
    if (this.#now - this.#zero > 40 * this.#span) {
      this.#zero = this.#now;
    }
  }

  #schedule() {
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const step = (time) => {
      const pause = calm.matches ? 1000 : MOVE_MILLIS;
      if (time - this.#movedAt >= pause && this.#size) {
        this.#movedAt = time;
        this.#tick();
      }
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  #tick() {
    if (this.frozen || this.#held) {
      return;
    }
    if (this.#now - this.#zero > 60 * this.#span) {
      this.#redraw();
      return;
    }
    const undrawn = this.#now - this.#drawnAt;
    if ((this.#dirty && undrawn > DRAW_MILLIS) || undrawn > this.#span / 8) {
      this.#draw();
    } else {
      this.#move();
    }
  }

  /** Puts every mark of the visible time where it belongs, reusing nodes. */
  #draw() {
    this.#dirty = false;
    const now = this.#now;
    this.#drawnAt = now;
    const from = now - this.#span * 1.02;
    const bucket = BUCKET_PIXELS / this.#scale;
    for (const view of this.#lanes.values()) {
      const { lane, nodes, group } = view;
      const shown = new Set();
      let labelledAt = -Infinity;
      for (const mark of marks(this.#model.visible(lane.id, from, now), bucket)) {
        shown.add(mark.key);
        let crowded = false;
        if (mark.type === 'notification' && mark.items.length > 1) {
          crowded = (mark.at - labelledAt) * this.#scale < 26;
          labelledAt = crowded ? labelledAt : mark.at;
        }
        this.#place(view, mark, crowded, now);
      }
      for (const [key, node] of nodes) {
        if (!shown.has(key)) {
          node.group.remove();
          this.#retire(nodes, key, node);
        }
      }
      const arrived = t('swimlane.arrived', { count: lane.arrived });
      const count = view.note ? `${arrived} · ${view.note}` : arrived;
      if (view.count.textContent !== count) {
        view.count.textContent = count;
      }
      group.classList.toggle('is-down', lane.gap !== undefined);
    }
    this.#drawPublished(from, bucket);
    this.#move();
  }

  #place(view, mark, crowded, now) {
    const { lane, nodes, group } = view;
    let node = nodes.get(mark.key);
    const open = mark.end === undefined;
    const signature = `${mark.items.length} ${mark.end} ${mark.items[0].headersAt} ${crowded}`
      + ` ${mark.items[0].detail}`;
    if (!node) {
      node = { group: this.#spare.get(mark.type)?.pop() ?? markNode(mark.type) };
      nodes.set(mark.key, node);
      // bars lie below what is on them
      if (mark.type === 'request' || mark.type === 'gap') {
        group.prepend(node.group);
      } else {
        group.append(node.group);
      }
    }
    node.mark = mark;
    this.#marksByNode.set(node.group, mark);
    this.#highlight(node, lane.id);
    if (node.signature === signature && !open) {
      return;
    }
    node.signature = signature;
    node.crowded = crowded;
    this.#shape(view, node, now);
  }

  #shape(view, node, now) {
    drawMark(node.group, node.mark, {
      x: (at) => (at - this.#zero) * this.#scale,
      now,
      middle: view.middle,
      bar: this.#size.rem * 0.55,
      transport: view.lane.transport,
      crowded: node.crowded,
      label: (mark) => gapReason(mark.items[0]),
    });
    if (node.mark.type === 'notification') {
      node.group.classList.toggle('is-duplicate', node.mark.items.some((i) => i.duplicate));
    } else if (node.mark.type === 'request') {
      const [{ status, reason }] = node.mark.items;
      node.group.classList.toggle('is-failed', status >= 400 || (reason === 'lost' && !status));
    }
  }

  #highlight(node, laneId) {
    const { items } = node.mark;
    const chosen = this.#selected?.lane === laneId
      && items.some((item) => item === this.#selected.item
        || (item.wire !== undefined && item.wire === this.#selected.wire));
    node.group.classList.toggle('is-selected', chosen);
    node.group.classList.toggle('is-current', items.includes(this.#current));
  }

  #retire(nodes, key, node) {
    nodes.delete(key);
    const type = node.mark.type;
    const spare = this.#spare.get(type) ?? [];
    this.#spare.set(type, spare);
    if (spare.length < 300) {
      node.group.setAttribute('class', `mark mark-${type}`);
      node.group.removeAttribute('tabindex');
      node.group.setAttribute('aria-hidden', 'true');
      spare.push(node.group);
    }
  }

  #drawPublished(from, bucket) {
    if (!this.#showPublished) {
      return;
    }
    const { top, height } = this.#size;
    const seen = new Set();
    let d = '';
    for (const { at } of this.#model.published) {
      const slot = Math.floor(at / bucket);
      if (at >= from && !seen.has(slot)) {
        seen.add(slot);
        const x = ((at - this.#zero) * this.#scale).toFixed(1);
        d += `M${x} ${top}V${top + height * this.#lanes.size}`;
      }
    }
    const line = this.#publishedLines.firstChild ?? svgElement('path', { class: 'published-line' });
    line.setAttribute('d', d);
    this.#publishedLines.append(line);
  }

  /** Time goes on: the plot moves left, and what is still open grows. */
  #move() {
    const now = this.#now;
    const shift = `translate(${(this.#size.width - (now - this.#zero) * this.#scale).toFixed(2)} 0)`;
    this.#publishedLines.setAttribute('transform', shift);
    for (const view of this.#lanes.values()) {
      view.group.setAttribute('transform', shift);
      for (const node of view.nodes.values()) {
        if (node.mark.end === undefined && (node.mark.type === 'request' || node.mark.type === 'gap')) {
          this.#shape(view, node, now);
        }
      }
    }
  }

  // ---- looking closer

  #hover(event) {
    if (event.movementX === 0 && event.movementY === 0) {
      return; // the picture moved, not the pointer
    }
    const mark = this.#marksByNode.get(event.target.closest?.('.mark'));
    if (!mark) {
      this.#letGo();
      return;
    }
    if (!this.#held) {
      this.#held = true;
      if (!this.frozen) {
        this.#frozenAt = performance.now();
        this.#heldOnly = true;
      }
    }
    const item = mark.items.at(-1);
    this.#explainText(explainMark(mark, toClock), item.lane, item.wire);
  }

  /** The pointer has left the marks: time goes on, unless the picture was frozen. */
  #letGo() {
    if (!this.#held) {
      return;
    }
    this.#held = false;
    if (this.#heldOnly) {
      this.#heldOnly = false;
      this.#frozenAt = undefined;
      this.#draw();
    }
    if (!this.#current && !this.#selected) {
      this.#explainText('');
    }
  }

  #explainText(sentence, laneId, wire) {
    this.#sentence.textContent = sentence;
    const raw = laneId === undefined ? undefined : this.#model.wireText(laneId, wire);
    this.#bytes.textContent = raw?.text ?? '';
    this.#bytes.hidden = !raw;
    this.#detail.hidden = sentence === '';
    this.#legend.hidden = sentence !== '';
    const transport = this.#model.lanes.get(laneId)?.transport;
    this.#detail.className = `swimlane-detail transport-${transport}`;
  }

  #choose(item) {
    this.#selected = { lane: item.lane, wire: item.wire, item };
    this.#explainText(explain(item, toClock), item.lane, item.wire);
    this.#draw();
    this.#host.dispatchEvent(new CustomEvent('select', {
      detail: { lane: item.lane, wire: item.wire, cursor: item.notification?.cursor },
    }));
  }

  #key(event) {
    const lanes = [...this.#model.lanes.keys()];
    const lane = this.#current?.lane ?? lanes[0];
    const at = this.#current?.at ?? this.#now;
    const { items } = this.#model.lanes.get(lane);
    const beside = (step) => {
      const other = lanes[lanes.indexOf(lane) + step];
      return other && this.#model.nearest(other, at);
    };
    const go = {
      ArrowLeft: () => (this.#current ? this.#model.neighbour(lane, this.#current, -1) : items.at(-1)),
      ArrowRight: () => (this.#current ? this.#model.neighbour(lane, this.#current, 1) : items.at(-1)),
      ArrowUp: () => beside(-1),
      ArrowDown: () => (this.#current ? beside(1) : items.at(-1)),
      Home: () => items.find((item) => item.at >= this.#now - this.#span),
      End: () => items.at(-1),
    }[event.key];
    if (go) {
      event.preventDefault();
      this.#setCurrent(go() ?? this.#current);
    } else if ((event.key === 'Enter' || event.key === ' ') && this.#current) {
      event.preventDefault();
      this.#choose(this.#current);
    } else if (event.key === 'Escape') {
      this.#selected = undefined;
      this.#svg.focus();
      this.freeze(false);
    } else if (event.key === '+' || event.key === '-') {
      this.#zoomStep(event.key === '+' ? -1 : 1);
    }
  }

  /** The roving focus: the picture stands still while an item has it. */
  #setCurrent(item) {
    this.#current = item;
    this.#svg.setAttribute('tabindex', item ? -1 : 0);
    if (!item) {
      this.#explainText('');
      return;
    }
    if (!this.frozen) {
      this.freeze(true);
    }
    if (item.at > this.#now || item.at < this.#now - this.#span) { // outside: go there
      this.#frozenAt = item.at + this.#span / 4;
      this.#redraw();
    } else {
      this.#draw();
    }
    this.#focusCurrent();
    this.#explainText(explain(item, toClock), item.lane, item.wire);
  }

  #focusCurrent() {
    const item = this.#current;
    for (const { nodes } of this.#lanes.values()) {
      for (const { group, mark } of nodes.values()) {
        if (mark.items.includes(item)) {
          setAll(group, { tabindex: 0, role: 'img', 'aria-label': explain(item, toClock) });
          group.removeAttribute('aria-hidden');
          group.focus({ preventScroll: true });
        } else if (group.hasAttribute('tabindex')) {
          group.removeAttribute('tabindex');
          group.setAttribute('aria-hidden', 'true');
        }
      }
    }
  }

  #zoomStep(step) {
    const seconds = this.#span / 1000;
    const steps = step > 0 ? ZOOM_SECONDS : [...ZOOM_SECONDS].reverse();
    this.zoom(steps.find((s) => (step > 0 ? s > seconds : s < seconds)) ?? seconds);
  }

  #save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.svg()], { type: 'image/svg+xml' }));
    link.download = `swimlane-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ---- in words

  #summary() {
    const lanes = [...this.#model.lanes.values()]
      .map((lane) => t('swimlane.summary.lane', { label: lane.label, count: lane.arrived }));
    return `${t('swimlane.summary', { seconds: this.#span / 1000 })} ${lanes.join(' ')}`;
  }

  /** For screen readers: connections lost and gaps, not notifications, and not too often. */
  #say(laneId, item) {
    const now = performance.now();
    if (now - this.#saidAt < LIVE_REGION_MILLIS || item.said || item.end !== undefined) {
      return;
    }
    this.#saidAt = now;
    item.said = true;
    this.#live.textContent = `${this.#model.lanes.get(laneId).label}: ${explain(item, toClock)}`;
  }
}

/** Asked anew each time: the wall clock may be set while the page is open. */
function clockOffset() {
  return Date.now() - performance.now();
}

function toClock(at) {
  return new Date(at + clockOffset()).toISOString().slice(11, 23);
}

function legend() {
  return ['request', 'notification', 'late', 'sent', 'heartbeat', 'gap', 'resume'].map((name) => {
    const item = document.createElement('li');
    const picture = svgElement('svg', {
      viewBox: '0 0 36 24', class: 'legend-picture transport-plain', 'aria-hidden': 'true',
    });
    picture.append(...LEGEND[name]());
    item.append(picture, t(`swimlane.legend.${name}`));
    return item;
  });
}

const legendPath = (className, d) => svgElement('path', { class: className, d });

const LEGEND = {
  request: () => [legendPath('bar-outline', 'M2 5H34V19H2Z'), legendPath('bar-stream', 'M20 5H34V19H20Z')],
  notification: () => [legendPath('dot', 'M11.5 12A6.5 6.5 0 1 0 24.5 12A6.5 6.5 0 1 0 11.5 12Z')],
  late: () => [
    legendPath('published-line', 'M4 2V22'), legendPath('late', 'M4 12H24'),
    legendPath('dot', 'M20 12A5 5 0 1 0 30 12A5 5 0 1 0 20 12Z'),
  ],
  sent: () => [legendPath('tick tick-up', 'M18 20V5M14 11L18 5L22 11')],
  heartbeat: () => [legendPath('tick tick-heartbeat', 'M12 3v8M24 13v8')],
  gap: () => [legendPath('gap-line', 'M8 12H34'), legendPath('gap-cross', 'M3 7l10 10m0-10l-10 10')],
  resume: () => [legendPath('resume-arrow', 'M30 20C30 2 8 2 8 18M4 12L8 18L13 13')],
};

function setAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
}
