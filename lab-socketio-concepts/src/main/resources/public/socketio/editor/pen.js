/**
 * What becomes a stroke while the pen is down. Points that lie close together are left out:
 * a hand moves a hundred times a second, and nobody sees the difference.
 */

/** The board's size in units, and the longest stroke (`Stroke.java`). */
export const WIDTH = 1600;
export const HEIGHT = 900;
export const MAX_POINTS = 400;
const CLOSE = 5;

export class Pen {

  stroke; // undefined while the pen is up

  #told = 0; // so many of its numbers have been sent while drawing

  get isDown() {
    return this.stroke !== undefined;
  }

  down(id, ink, point) {
    this.stroke = { id, ink, points: onBoard(point) };
    this.#told = 0;
  }

  /** Returns true if that made the stroke longer; false also when it is full. */
  move(point) {
    const { points } = this.stroke;
    const [x, y] = onBoard(point);
    const isClose = Math.hypot(x - points.at(-2), y - points.at(-1)) < CLOSE;
    if (isClose || this.isFull) return false;
    points.push(x, y);
    return true;
  }

  /** Then another stroke goes on where this one ends. */
  get isFull() {
    return this.stroke.points.length >= 2 * MAX_POINTS;
  }

  /** What nobody was told yet, and the point before it; undefined if there is nothing. */
  news() {
    const { id, ink, points } = this.stroke;
    const from = Math.max(0, this.#told - 2);
    if (this.#told === points.length) return undefined;
    this.#told = points.length;
    return { id, ink, points: points.slice(from) };
  }

  /** Lifts the pen; gives the whole stroke. */
  up() {
    const { stroke } = this;
    this.stroke = undefined;
    return stroke;
  }
}

function onBoard([x, y]) {
  return [within(x, WIDTH), within(y, HEIGHT)];
}

function within(value, most) {
  return Math.round(Math.min(most, Math.max(0, value)));
}
