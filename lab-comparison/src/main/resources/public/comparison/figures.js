/**
 * The figures of one transport, and what can be computed from them. Nothing of a page.
 */

/** Latencies kept for the percentiles: the newest. */
export const KEEP_LATENCIES = 5000;

export const TRANSPORTS = [
  'polling',
  'longpolling',
  'sse',
  'websocket',
  'socketio-websocket',
  'socketio-polling',
];

const NOTHING = { requests: 0, bytesUp: 0, bytesDown: 0 };

/**
 * The smallest value that at least `share` of the values do not exceed (nearest rank);
 * NaN when there are none.
 */
export function percentile(values, share) {
  if (!(share > 0 && share <= 1)) {
    throw new RangeError(`Share must be above 0 and at most 1, was ${share}`);
  }
  const sorted = Float64Array.from(values).sort();
  return sorted.length === 0 ? NaN : sorted[Math.ceil(share * sorted.length) - 1];
}

/** What has been measured of one transport since `restart`. */
export class Figures {
  latencies = [];
  arrived = 0;
  duplicates = 0;
  /** Answers without a notification: asked for nothing. */
  emptyAnswers = 0;
  answers = 0;
  gaps = 0;
  #newsIn; // the request that the last notification came in
  #publishing = new Set(); // requests that ask for nothing
  #traffic = NOTHING;
  #trafficBefore = NOTHING;

  /** Takes a trace event of the client; `latencyMillis` for notifications. */
  add({ kind, request, method, duplicate }, latencyMillis) {
    if (kind === 'notification') {
      this.#arrival(duplicate, latencyMillis);
      this.#newsIn = request;
    } else if (kind === 'reset') {
      this.gaps += 1;
    } else if (kind === 'request' && method === 'POST') {
      this.#publishing.add(request);
    } else if (kind === 'end' && !this.#publishing.delete(request)) {
      this.answers += 1;
      this.emptyAnswers += request === this.#newsIn ? 0 : 1;
    }
  }

  #arrival(duplicate, latencyMillis) {
    if (duplicate) {
      this.duplicates += 1;
      return;
    }
    this.arrived += 1;
    this.latencies.push(latencyMillis);
    if (this.latencies.length > KEEP_LATENCIES) {
      this.latencies.shift();
    }
  }

  /** What the server counted on its sockets since the client began. */
  set traffic(counted) {
    this.#traffic = { ...NOTHING, ...counted };
  }

  /** Since `restart`. */
  get traffic() {
    const since = (name) =>
      Math.max(0, this.#traffic[name] - this.#trafficBefore[name]);
    return {
      requests: since('requests'),
      bytesUp: since('bytesUp'),
      bytesDown: since('bytesDown'),
    };
  }

  restart() {
    Object.assign(this, {
      latencies: [],
      arrived: 0,
      duplicates: 0,
      emptyAnswers: 0,
      answers: 0,
      gaps: 0,
    });
    this.#trafficBefore = this.#traffic;
  }

  get median() {
    return percentile(this.latencies, 0.5);
  }

  get p99() {
    return percentile(this.latencies, 0.99);
  }

  get upPerNotification() {
    return this.traffic.bytesUp / this.arrived;
  }

  get downPerNotification() {
    return this.traffic.bytesDown / this.arrived;
  }

  get requestsPerNotification() {
    return this.traffic.requests / this.arrived;
  }
}

/** Latency by two clocks of one machine; they count whole milliseconds. */
export function latency(publishedAt, arrivedAt) {
  return Math.max(0, arrivedAt - Date.parse(publishedAt));
}

/** RFC 4180; a number that is none is left empty. */
export function csv(rows) {
  return rows.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value) {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? String(Math.round(value * 1000) / 1000) : '';
  }
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
