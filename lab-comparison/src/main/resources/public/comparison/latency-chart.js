/** Latency of each notification over the last minute, one line per transport. */
import { onLanguage, t } from '/shared/i18n.js';
import { TRANSPORTS } from './figures.js';

const SPAN_MILLIS = 60_000;
/** Points kept per transport; more cannot be told apart at this width. */
const KEEP_POINTS = 400;
/** A logarithmic axis has no zero, and clocks count whole milliseconds. */
const LEAST_MILLIS = 0.5;
/** How often it is drawn while nobody can see it. */
const UNSEEN_MILLIS = 2000;

/** Markers and dashes as in the swimlane. */
const LOOKS = {
  polling: { pointStyle: 'rect', borderDash: [2, 3] },
  longpolling: { pointStyle: 'rectRot', borderDash: [9, 3] },
  sse: { pointStyle: 'circle', borderDash: [] },
  websocket: { pointStyle: 'triangle', borderDash: [] },
  'socketio-websocket': { pointStyle: 'cross', borderDash: [9, 3, 2, 3] },
  'socketio-polling': { pointStyle: 'crossRot', borderDash: [9, 3, 2, 3, 2, 3] },
};
/** One colour for each transport, whatever carries it. */
const COLOURS = { 'socketio-websocket': 'socketio', 'socketio-polling': 'socketio' };

export class LatencyChart {
  #chart;
  #visible = false;
  #shownAt = -UNSEEN_MILLIS;
  #points = Object.fromEntries(TRANSPORTS.map((id) => [id, []]));

  constructor(canvas) {
    const { Chart } = globalThis; // a plain script, not a module
    this.#chart = new Chart(canvas, {
      type: 'line',
      data: {
        datasets: TRANSPORTS.map((id) => ({
          data: [],
          pointRadius: 4,
          borderWidth: 2,
          ...LOOKS[id],
        })),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        plugins: { legend: { position: 'bottom', labels: { usePointStyle: true } } },
        scales: {
          x: {
            type: 'linear',
            min: -SPAN_MILLIS / 1000,
            max: 0,
            title: { display: true },
          },
          y: {
            type: 'logarithmic',
            min: LEAST_MILLIS,
            suggestedMax: 2000,
            title: { display: true },
          },
        },
      },
    });
    new IntersectionObserver((entries) => {
      this.#visible = entries.at(-1).isIntersecting;
    }).observe(canvas);
    this.#dress();
    onLanguage(() => this.#dress());
    document.addEventListener('theme', () => this.#dress());
  }

  add(transport, at, millis) {
    const points = this.#points[transport];
    points.push({ at, millis: Math.max(LEAST_MILLIS, millis) });
    if (points.length > KEEP_POINTS) {
      points.shift();
    }
  }

  clear() {
    TRANSPORTS.forEach((id) => {
      this.#points[id].length = 0;
    });
    this.show();
  }

  show() {
    const now = performance.now();
    if (!this.#visible && now - this.#shownAt < UNSEEN_MILLIS) {
      return;
    }
    this.#shownAt = now;
    TRANSPORTS.forEach((id, index) => {
      this.#chart.data.datasets[index].data = this.#points[id]
        .filter(({ at }) => at > now - SPAN_MILLIS)
        .map(({ at, millis }) => ({ x: (at - now) / 1000, y: millis }));
    });
    this.#chart.update('none');
  }

  /** Colours of the theme and words of the language. */
  #dress() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(`--${name}`).trim();
    const font = { size: 0.72 * parseFloat(style.fontSize) };
    this.#chart.data.datasets.forEach((dataset, index) => {
      const id = TRANSPORTS[index];
      dataset.label = t(`transport.${id}`);
      dataset.borderColor = colour(`${COLOURS[id] ?? id}-mark`);
      dataset.backgroundColor = dataset.borderColor;
    });
    const { scales, plugins } = this.#chart.options;
    for (const scale of Object.values(scales)) {
      scale.grid = { color: colour('plot-line') };
      scale.ticks = { ...scale.ticks, color: colour('plot-text'), font };
      scale.title = { ...scale.title, color: colour('plot-text'), font };
    }
    scales.x.title.text = t('chart.seconds');
    scales.x.ticks.callback = (value) => String(Math.abs(value));
    scales.y.title.text = t('chart.millis');
    scales.y.ticks.callback = (value) =>
      Number.isInteger(Math.log10(value)) ? String(value) : '';
    plugins.legend.labels.color = colour('plot-text');
    plugins.legend.labels.font = font;
    this.#chart.update('none');
  }
}
