/**
 * The lab's signature picture: time to the right, one lane per client; a request is a
 * bar, a notification a dot where it arrives, with a thin line back to when it was
 * published.
 *
 * `add` is cheap and may be called at any rate: the picture moves 30 times a second and
 * is drawn at most 15 times, or once a second where reduced motion is asked for. The
 * host fires `select` with `{ lane, wire, cursor }`.
 *
 * By keyboard: the picture is one stop of the Tab key; arrow keys walk over the items
 * of a lane and from lane to lane, Enter selects, Escape lets time run again.
 */
import { onLanguage, t } from './i18n.js';
import { SwimlaneModel } from './swimlane-model.js';
import { SwimlanePanel } from './swimlane-panel.js';
import { SwimlanePlot } from './swimlane-plot.js';
import { svgFile } from './swimlane-svg-file.js';
import { clockOffset, explain, explainMark, toClock } from './swimlane-texts.js';

const ZOOM_SECONDS = [2, 5, 10, 20, 30, 60, 120, 300];
const MOVE_MILLIS = 30;
const DRAW_MILLIS = 66;
/** With reduced motion, and where nobody can see it. */
const CALM_MILLIS = 1000;
const LEAST_WIDTH = 280;

export class Swimlane {
  #host;
  #model;
  #plot;
  #panel = new SwimlanePanel();
  #freezeButton;

  #span;
  #frozenAt;
  #heldAt; // the pointer is on a mark: the picture waits for it
  #current; // the item that the arrow keys are on
  #selected; // { lane, item, wire }, of which the last two may be unknown

  #visible = true;
  #dirty = true; // something happened since the last drawing
  #movedAt = 0;
  #drawnAt = 0;

  /**
   * @param {HTMLElement} host is filled
   * @param {object} options
   * @param {{id: string, transport: string, label: string}[]} options.lanes
   * @param {number} [options.seconds] how much time is in the picture
   * @param {boolean} [options.published] a faint line through all lanes at each
   *   publication
   */
  constructor(host, { lanes, seconds = 20, published = true }) {
    this.#host = host;
    this.#span = seconds * 1000;
    this.#model = new SwimlaneModel(
      lanes,
      (instant) => Date.parse(instant) - clockOffset(),
    );
    this.#plot = new SwimlanePlot(this.#model, { published });
    this.#freezeButton = this.#panel.addButton('swimlane.freeze', () =>
      this.freeze(!this.frozen),
    );
    this.#panel.addButton('swimlane.zoomIn', () => this.#zoomStep(-1), '+');
    this.#panel.addButton('swimlane.zoomOut', () => this.#zoomStep(1), '−');
    this.#panel.addButton('swimlane.save', () => this.#save());
    host.classList.add('swimlane');
    host.replaceChildren(this.#plot.element, this.#panel.element);
    this.#plot.resize(Math.max(LEAST_WIDTH, host.clientWidth));
    this.#translate();
    this.freeze(false);
    this.#listen();
    this.#run();
  }

  /** Takes one trace event of the client of this lane. */
  add(laneId, detail) {
    const item = this.#model.add(laneId, detail);
    this.#dirty = true;
    if ((item?.type === 'gap' && !item.said) || item?.type === 'reset') {
      item.said = true;
      const { label } = this.#model.lanes.get(laneId);
      this.#panel.say(`${label}: ${explain(item)}`);
    }
  }

  /** There are other lanes now; what is known of those that stay is kept. */
  setLanes(lanes) {
    this.#model.setLanes(lanes);
    const isGone = (item) => item && !this.#model.lanes.has(item.lane);
    if (isGone(this.#selected)) {
      this.#selected = undefined;
    }
    if (isGone(this.#current)) {
      this.#leaveItems();
    }
    this.#plot.setLanes();
    this.#plot.resize(this.#plot.width);
    this.#redraw();
    this.#nameItself();
  }

  /** Lets the picture stand still; what happens meanwhile is kept. */
  freeze(frozen) {
    this.#frozenAt = frozen ? this.#now : undefined;
    this.#heldAt = undefined;
    this.#freezeButton.setAttribute('aria-pressed', String(frozen));
    this.#host.classList.toggle('is-frozen', frozen);
    if (!frozen) {
      this.#leaveItems();
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
    this.#plot.resize(this.#plot.width);
    this.#redraw();
  }

  /** A few words beside a lane's count, such as a figure. */
  setNote(laneId, note) {
    this.#plot.notes.set(laneId, note);
    this.#dirty = true;
  }

  /** Marks what carries the raw text number `wire`, and explains it. */
  select(wire, laneId = this.#model.lanes.keys().next().value) {
    const item = this.#model.findWire(laneId, wire);
    this.#select(wire === undefined ? undefined : { lane: laneId, wire, item });
  }

  /** Marks the dot of a notification, when its raw text is known by its cursor only. */
  selectCursor(cursor, laneId) {
    const item = this.#model.findCursor(laneId, cursor);
    this.#select(item && { lane: laneId, item });
  }

  /** The picture as a file of its own: no style sheet, no script needed. */
  svg() {
    return svgFile(this.#plot.element, {
      title: t('swimlane.title'),
      description: this.#summary(),
    });
  }

  // ---- time

  get #now() {
    return this.#frozenAt ?? this.#heldAt ?? performance.now();
  }

  get #shown() {
    return {
      now: this.#now,
      span: this.#span,
      frozen: this.frozen,
      current: this.#current,
      selected: this.#selected,
    };
  }

  #run() {
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const step = (time) => {
      requestAnimationFrame(step);
      const slowly = calm.matches || !this.#visible;
      if (time - this.#movedAt >= (slowly ? CALM_MILLIS : MOVE_MILLIS)) {
        this.#movedAt = time;
        this.#goOn();
      }
    };
    requestAnimationFrame(step);
  }

  #goOn() {
    if (this.frozen || this.#heldAt !== undefined) {
      return;
    }
    const undrawn = this.#now - this.#drawnAt;
    if ((this.#dirty && undrawn >= DRAW_MILLIS) || undrawn > this.#span / 8) {
      this.#draw();
    } else {
      this.#plot.move(this.#shown);
    }
  }

  #draw() {
    this.#dirty = false;
    this.#drawnAt = this.#now;
    this.#plot.draw(this.#shown);
  }

  #redraw() {
    const hadFocus = this.#plot.element.contains(document.activeElement);
    this.#plot.redraw(this.#shown);
    if (this.#current && hadFocus) {
      this.#plot.focus(this.#current, explain(this.#current));
    }
  }

  #zoomStep(step) {
    const seconds = this.#span / 1000;
    const further =
      step > 0
        ? ZOOM_SECONDS.find((each) => each > seconds)
        : ZOOM_SECONDS.findLast((each) => each < seconds);
    this.zoom(further ?? seconds);
  }

  // ---- looking closer

  #listen() {
    const { element } = this.#plot;
    new ResizeObserver(() => this.#fit()).observe(this.#host);
    new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1).isIntersecting;
    }).observe(element);
    onLanguage(() => this.#translate());
    element.addEventListener('pointermove', (event) => this.#hover(event));
    element.addEventListener('pointerleave', () => this.#letGo());
    element.addEventListener('click', ({ target }) => {
      const mark = this.#plot.markAt(target);
      if (mark) {
        this.#choose(mark.items.at(-1));
      } else {
        this.#select(undefined);
      }
    });
    element.addEventListener('focus', () => this.#nameItself());
    element.addEventListener('keydown', (event) => this.#key(event));
  }

  #fit() {
    const width = Math.max(LEAST_WIDTH, this.#host.clientWidth);
    if (width !== this.#plot.width) {
      // the height changes with every explanation
      this.#plot.resize(width);
      this.#redraw();
    }
  }

  #hover({ target, movementX, movementY }) {
    if (movementX === 0 && movementY === 0) {
      return; // the picture moved, not the pointer
    }
    const mark = this.#plot.markAt(target);
    if (!mark) {
      this.#letGo();
      return;
    }
    this.#heldAt ??= this.#now;
    this.#explain(mark.items.at(-1), explainMark(mark));
  }

  /** The pointer has left the marks: time goes on, unless the picture is frozen. */
  #letGo() {
    if (this.#heldAt !== undefined) {
      this.#heldAt = undefined;
      this.#explain(this.#current ?? this.#selected?.item);
      this.#draw();
    }
  }

  #explain(item, sentence = item && explain(item)) {
    if (item) {
      const { transport } = this.#model.lanes.get(item.lane);
      this.#panel.explain(
        sentence,
        transport,
        this.#model.wireText(item.lane, item.wire)?.text,
      );
    } else {
      this.#panel.explain();
    }
  }

  #select(selected) {
    this.#selected = selected;
    this.#explain(selected?.item ?? this.#current);
    this.#draw();
  }

  #choose(item) {
    this.#select({ lane: item.lane, wire: item.wire, item });
    this.#host.dispatchEvent(
      new CustomEvent('select', {
        detail: { lane: item.lane, wire: item.wire, cursor: item.notification?.cursor },
      }),
    );
  }

  #key(event) {
    const { key } = event;
    if (key === 'Enter' || key === ' ') {
      if (this.#current) {
        this.#choose(this.#current);
      }
    } else if (key === 'Escape') {
      this.#selected = undefined;
      this.#plot.element.focus();
      this.freeze(false);
    } else if (key === '+' || key === '-') {
      this.#zoomStep(key === '+' ? -1 : 1);
    } else if (/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(key)) {
      this.#walkTo(this.#model.walk(this.#current, key, this.#now - this.#span));
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The roving focus: the picture stands still while an item has it. */
  #walkTo(item) {
    if (!item) {
      return;
    }
    this.#current = item;
    this.#plot.element.setAttribute('tabindex', -1);
    if (!this.frozen) {
      this.freeze(true);
    }
    if (item.at > this.#now || item.at < this.#now - this.#span) {
      // outside: go there
      this.#frozenAt = item.at + this.#span / 4;
      this.#redraw();
    } else {
      this.#draw();
    }
    this.#plot.focus(item, explain(item));
    this.#explain(item);
  }

  #leaveItems() {
    this.#current = undefined;
    this.#plot.element.setAttribute('tabindex', 0);
    this.#explain(this.#selected?.item);
  }

  // ---- in words

  #translate() {
    this.#panel.translate();
    this.#plot.element.setAttribute('aria-roledescription', t('swimlane.role'));
    this.#nameItself();
    this.#explain(this.#current ?? this.#selected?.item);
    this.#redraw();
  }

  #nameItself() {
    this.#plot.element.setAttribute('aria-label', this.#summary());
  }

  #summary() {
    const lanes = [...this.#model.lanes.values()].map(({ label, arrived }) =>
      t('swimlane.summary.lane', { label, count: arrived }),
    );
    return `${t('swimlane.summary', { seconds: this.#span / 1000 })} ${lanes.join(' ')}`;
  }

  #save() {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.svg()], { type: 'image/svg+xml' }));
    link.download = `swimlane-${toClock(this.#now).replace(/\W/g, '-')}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}
