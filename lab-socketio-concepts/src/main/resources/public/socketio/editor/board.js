/**
 * The whiteboard: drawn on with a pointer, or with the arrow keys and the space bar. While
 * the pen is down the others are told of a stroke in parts that may be lost; when it is
 * lifted, of the whole stroke, which must not be.
 */
import { key } from './shared-text.js';
import { HEIGHT, Pen, WIDTH } from './pen.js';

const SVG = 'http://www.w3.org/2000/svg';
const TELL_MILLIS = 50;
const STEP = 20;
const SMALL_STEP = 4;
/** Somebody's stroke of which nothing more is heard: its end may have been lost. */
const FORGET_MILLIS = 10_000;
const ARROWS = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

export class Board {

  ink = 0;

  #host;
  #replica;
  #say;
  #pen = new Pen();
  #place = [WIDTH / 2, HEIGHT / 2]; // of the pen that keys move
  #parts = new Map(); // by site: { stroke, timer }, what others are drawing
  #timer;
  #layers = {};

  /** @param say told what the keys have done: `say(key, parameters)` */
  constructor(host, replica, say) {
    this.#host = host;
    this.#replica = replica;
    this.#say = say;
    const svg = svgElement('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, 'aria-hidden': true });
    for (const layer of ['strokes', 'parts', 'own', 'pointers', 'pen']) {
      this.#layers[layer] = svgElement('g', { class: `board-${layer}` });
      svg.append(this.#layers[layer]);
    }
    host.append(svg);
    this.#listen();
  }

  #listen() {
    const host = this.#host;
    host.addEventListener('pointerdown', event => this.#pointerDown(event));
    host.addEventListener('pointermove', event => this.#pointerMove(event));
    host.addEventListener('pointerup', () => this.#lift());
    host.addEventListener('pointercancel', () => this.#drop());
    host.addEventListener('keydown', event => this.#key(event));
    host.addEventListener('focus', () => this.#drawPen());
    host.addEventListener('blur', () => {
      this.#lift();
      this.#drawPen();
    });
    this.#replica.addEventListener('board', () => this.#draw());
    this.#replica.addEventListener('drawing', ({ detail }) => this.#hear(detail));
    this.#replica.addEventListener('people', () => {
      const here = new Set(this.#replica.people.map(({ site }) => site));
      [...this.#parts.keys()].filter(site => !here.has(site))
        .forEach(site => this.#forget(site));
    });
  }

  // ---- drawing

  get #mayDraw() {
    return this.#replica.site !== undefined && this.#replica.state !== 'ended';
  }

  #pointerDown(event) {
    if (event.button !== 0 || !this.#mayDraw) return;
    event.preventDefault();
    this.#host.focus({ preventScroll: true });
    this.#host.setPointerCapture(event.pointerId);
    this.#lift();
    this.#begin(this.#pointOf(event));
  }

  #pointerMove(event) {
    if (this.#pen.isDown && event.buttons > 0) this.#moveTo(this.#pointOf(event));
  }

  #begin(point) {
    this.#pen.down(this.#replica.nextStroke(), this.ink, point);
    this.#tell();
    this.#drawOwn();
  }

  #moveTo(point) {
    if (this.#pen.isFull) {
      const last = this.#pen.stroke.points.slice(-2);
      this.#lift();
      this.#begin(last);
    }
    if (this.#pen.move(point)) {
      this.#tell();
      this.#drawOwn();
    }
  }

  /** At most twenty times a second, whatever the hand does. */
  #tell() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const news = this.#pen.isDown ? this.#pen.news() : undefined;
      if (news) this.#replica.sign('drawing', news);
    }, TELL_MILLIS);
  }

  #lift() {
    if (!this.#pen.isDown) return;
    this.#replica.draw(this.#pen.up());
    this.#drawOwn();
  }

  #drop() {
    this.#pen.up();
    this.#drawOwn();
  }

  // ---- by keyboard

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#mayDraw) return;
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = event.shiftKey ? SMALL_STEP : STEP;
      this.#place = [
        Math.min(WIDTH, Math.max(0, this.#place[0] + arrow[0] * step)),
        Math.min(HEIGHT, Math.max(0, this.#place[1] + arrow[1] * step)),
      ];
      if (this.#pen.isDown) this.#moveTo(this.#place);
      this.#sayPlace('board.at');
    } else if (event.key === ' ' || event.key === 'Enter') {
      if (this.#pen.isDown) this.#lift();
      else this.#begin(this.#place);
      this.#sayPlace(this.#pen.isDown ? 'board.down' : 'board.up');
    } else if (event.key === 'Escape' && this.#pen.isDown) {
      this.#drop();
      this.#sayPlace('board.dropped');
    } else {
      return;
    }
    event.preventDefault();
    this.#drawPen();
  }

  #sayPlace(what) {
    const [x, y] = this.#place;
    this.#say(what, { x, y });
  }

  // ---- what others draw

  #hear(part) {
    const [, site] = part.id;
    const before = this.#parts.get(site);
    clearTimeout(before?.timer);
    const goesOn = before && key(before.stroke.id) === key(part.id);
    const points = goesOn ? [...before.stroke.points, ...part.points] : part.points;
    this.#parts.set(site, {
      stroke: { ...part, points },
      timer: setTimeout(() => this.#forget(site), FORGET_MILLIS),
    });
    this.#drawParts();
  }

  #forget(site) {
    clearTimeout(this.#parts.get(site)?.timer);
    this.#parts.delete(site);
    this.#drawParts();
  }

  /** Each of others: { site, name, pointer }. */
  showPointers(others) {
    this.#layers.pointers.replaceChildren(...others.map(({ site, name, pointer: [x, y] }) => {
      const group = svgElement('g', { class: `pointer person-${site % 6}` });
      const label = svgElement('text', { x: x + 18, y: y + 10 });
      label.textContent = name;
      group.append(svgElement('circle', { cx: x, cy: y, r: 9 }), label);
      return group;
    }));
  }

  /** In the board's units. */
  #pointOf({ clientX, clientY }) {
    const { left, top, width, height } = this.#host.querySelector('svg')
      .getBoundingClientRect();
    return [(clientX - left) * WIDTH / width, (clientY - top) * HEIGHT / height];
  }

  /** The same for whoever wants to say where the pointer is. */
  pointOf(event) {
    return this.#pointOf(event).map(Math.round);
  }

  // ---- showing

  #draw() {
    const { strokes } = this.#replica;
    this.#layers.strokes.replaceChildren(...[...strokes.values()].map(lineOf));
    for (const [site, { stroke }] of this.#parts) {
      if (strokes.has(key(stroke.id))) this.#forget(site); // it is complete
    }
  }

  #drawParts() {
    this.#layers.parts.replaceChildren(
      ...[...this.#parts.values()].map(({ stroke }) => lineOf(stroke)));
  }

  #drawOwn() {
    this.#layers.own.replaceChildren(
      ...(this.#pen.isDown ? [lineOf(this.#pen.stroke)] : []));
  }

  #drawPen() {
    const [x, y] = this.#place;
    const isShown = this.#host.matches(':focus-visible');
    this.#layers.pen.replaceChildren(...(isShown ? [
      svgElement('circle', { cx: x, cy: y, r: this.#pen.isDown ? 8 : 16 }),
      svgElement('path', { d: `M${x - 30} ${y}h20m20 0h20M${x} ${y - 30}v20m0 20v20` }),
    ] : []));
  }
}

/** A single point is a dot: a line of no length with round ends. */
function lineOf({ ink, points }) {
  const all = points.length > 2 ? points : [...points, ...points];
  return svgElement('polyline', { class: `stroke ink-${ink}`, points: all.join(' ') });
}

function svgElement(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  return element;
}
