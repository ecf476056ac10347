/**
 * What a swimlane shows, without a pixel: one lane per client, and in each lane the
 * items that trace events turned into. Times are milliseconds as of
 * `performance.now()`.
 *
 * Items, by `type`: `request` (a bar), `notification` (a dot), `sent` and `heartbeat`
 * (ticks), `reset`, `resume` (an arrow to `target`) and `gap` (no connection, and why).
 */

/** Five minutes of a lane are kept, and no more than this many items. */
export const KEEP_MILLIS = 300_000;
export const KEEP_ITEMS = 3000;
/** Raw texts kept per lane, and characters kept of each. */
export const KEEP_WIRES = 600;
export const KEEP_CHARACTERS = 1200;
const KEEP_PUBLISHED = 3000;

const LOST = new Set(['lost', 'timeout', 'closed', 'aborted']);
const DOWN = new Set(['waiting', 'offline', 'stopped', 'idle']);

export class SwimlaneModel {
  /** Moments of publication, oldest first: `{ at, cursor }`, each once. */
  published = [];
  #publishedCursors = new Set();
  #nextId = 1;

  /**
   * @param {{id: string, transport: string, label: string}[]} lanes
   * @param {function(string): number} toTime turns `publishedAt` into a time of this
   *   model
   */
  constructor(lanes, toTime = () => NaN) {
    this.lanes = new Map(lanes.map((lane) => [lane.id, newLane(lane)]));
    this.toTime = toTime;
  }

  /** There are other lanes now; one with an id that was there before stays as it is. */
  setLanes(lanes) {
    this.lanes = new Map(
      lanes.map((lane) => [lane.id, this.lanes.get(lane.id) ?? newLane(lane)]),
    );
  }

  /** Takes one trace event; returns the item it made or changed, if any. */
  add(laneId, detail) {
    const lane = this.lanes.get(laneId);
    if (!lane) {
      throw new RangeError(
        `Lane must be one of ${[...this.lanes.keys()]}, was “${laneId}”`,
      );
    }
    const item = HANDLERS[detail.kind]?.call(this, lane, detail);
    this.#prune(lane, detail.at);
    return item;
  }

  /** The items of a lane that are at least partly between two moments, oldest first. */
  visible(laneId, from, to) {
    return this.lanes
      .get(laneId)
      .items.filter(
        (item) => item.at <= to && (endOf(item, to) >= from || item.target >= from),
      );
  }

  /** The item that holds the raw text number `wire`, dots before bars. */
  findWire(laneId, wire) {
    const found =
      this.lanes.get(laneId)?.items.filter((item) => item.wire === wire) ?? [];
    return found.find((item) => item.type !== 'request') ?? found[0];
  }

  /** The dot of the notification with this cursor. */
  findCursor(laneId, cursor) {
    return this.lanes
      .get(laneId)
      ?.items.findLast((item) => item.notification?.cursor === cursor);
  }

  /** `{ direction, text }` of a raw text that is still kept. */
  wireText(laneId, wire) {
    return this.lanes.get(laneId)?.wires.get(wire);
  }

  /**
   * Where a key of the keyboard leads from `item`: to its neighbours in time, to what
   * is nearest in time on the lane above or below, to the first after `from`, to the
   * last. From nowhere it leads to the last of the first lane. Undefined where nothing
   * is.
   */
  walk(item, key, from) {
    const lanes = [...this.lanes.values()];
    const lane = lanes.find(({ id }) => id === item?.lane) ?? lanes[0];
    const { items } = lane;
    const beside = (step) =>
      lanes[lanes.indexOf(lane) + step]?.items.reduce(
        (best, each) => (best && distance(best) <= distance(each) ? best : each),
        undefined,
      );
    const distance = (other) => Math.abs(other.at - item.at);
    if (!item || key === 'End') {
      return items.at(-1);
    }
    return {
      ArrowLeft: () => items[items.indexOf(item) - 1],
      ArrowRight: () => items[items.indexOf(item) + 1],
      ArrowUp: () => beside(-1),
      ArrowDown: () => beside(1),
      Home: () => items.find(({ at }) => at >= from),
    }[key]();
  }

  item(lane, type, at, fields) {
    const item = { id: this.#nextId++, lane: lane.id, type, at, ...fields };
    lane.items.push(item);
    return item;
  }

  publishedOnce(cursor, at) {
    if (Number.isNaN(at) || this.#publishedCursors.has(cursor)) {
      return;
    }
    this.#publishedCursors.add(cursor);
    this.published.push({ at, cursor });
    if (this.published.length > KEEP_PUBLISHED) {
      this.#publishedCursors.delete(this.published.shift().cursor);
    }
  }

  #prune(lane, now) {
    const { items } = lane;
    const tooMany = items.length - KEEP_ITEMS;
    // in chunks, because cutting an array's head copies the rest
    if (
      tooMany < 100 &&
      !(items[99] && endOf(items[99], Infinity) < now - KEEP_MILLIS)
    ) {
      return;
    }
    const kept = items.filter(
      (item, index) =>
        (item.end === undefined && isLong(item)) ||
        (index >= tooMany && endOf(item, now) >= now - KEEP_MILLIS),
    );
    lane.items = kept;
  }
}

function newLane({ id, transport, label }) {
  return {
    id,
    transport,
    label,
    items: [],
    requests: new Map(),
    wires: new Map(),
    arrivals: new Map(),
    gap: undefined,
    state: 'idle',
    arrived: 0,
  };
}

const isLong = (item) => item.type === 'request' || item.type === 'gap';

/** When an item ends; a bar that is still open ends at `now`. */
export function endOf(item, now) {
  return isLong(item) ? (item.end ?? now) : item.at;
}

const HANDLERS = {
  request(lane, { at, request, method, url }) {
    const bar = this.item(lane, 'request', at, {
      request,
      method,
      url,
      up: method === 'POST',
      notifications: 0,
    });
    remember(lane.requests, request, bar, 50);
    return bar;
  },

  response(lane, { at, request, status }) {
    const bar = lane.requests.get(request);
    if (!bar) {
      return undefined;
    }
    bar.headersAt = at;
    bar.status = status;
    if (!bar.up && status < 400) {
      closeGap(lane, at);
    }
    return bar;
  },

  end(lane, { at, request, reason, detail, code, cause, values }) {
    const bar = lane.requests.get(request);
    if (bar) {
      Object.assign(bar, { end: at, reason, detail, code });
      lane.requests.delete(request);
    }
    if (LOST.has(reason) && !bar?.up) {
      openGap(this, lane, at, { reason, detail, code, cause, values });
    }
    return bar;
  },

  notification(lane, { at, request, notification, duplicate, wire }) {
    closeGap(lane, at);
    const bar = lane.requests.get(request);
    if (bar) {
      bar.notifications += 1;
    }
    const publishedAt = this.toTime(notification.publishedAt);
    this.publishedOnce(notification.cursor, publishedAt);
    lane.arrived += 1;
    remember(lane.arrivals, notification.cursor, at, KEEP_ITEMS);
    return this.item(lane, 'notification', at, {
      request,
      notification,
      duplicate,
      wire,
      publishedAt,
    });
  },

  sent(lane, { at, request, text, wire }) {
    return this.item(lane, 'sent', at, { request, text, wire });
  },

  heartbeat(lane, { at, request, direction, wire }) {
    return this.item(lane, 'heartbeat', at, { request, direction, wire });
  },

  reset(lane, { at, request, cursor, wire }) {
    return this.item(lane, 'reset', at, { request, cursor, wire });
  },

  resume(lane, { at, request, cursor }) {
    return this.item(lane, 'resume', at, {
      request,
      cursor,
      target: lane.arrivals.get(cursor),
    });
  },

  state(
    lane,
    { at, state, reason, cause, values, delayMillis, attempt, ceilingMillis },
  ) {
    const before = lane.state;
    lane.state = state;
    if (state === 'open') {
      closeGap(lane, at);
    } else if (DOWN.has(state) && before !== state) {
      openGap(this, lane, at, { reason: state, detail: reason, cause, values });
    }
    if (lane.gap) {
      Object.assign(lane.gap, { state, delayMillis, attempt, ceilingMillis });
    }
    return lane.gap;
  },

  wire(lane, { request, wire, direction, text }) {
    const kept =
      text.length > KEEP_CHARACTERS ? `${text.slice(0, KEEP_CHARACTERS)}…` : text;
    remember(lane.wires, wire, { direction, text: kept }, KEEP_WIRES);
    const bar = lane.requests.get(request);
    if (bar) {
      bar.wire ??= wire;
    }
    return bar;
  },
};

function openGap(model, lane, at, why) {
  if (lane.gap) {
    for (const [name, value] of Object.entries(why)) {
      lane.gap[name] ??= value; // the first reason given is the reason
    }
  } else if (lane.items.length > 0) {
    // before the first request nothing was connected
    lane.gap = model.item(lane, 'gap', at, why);
  }
}

function closeGap(lane, at) {
  if (lane.gap) {
    lane.gap.end = at;
    lane.gap = undefined;
  }
}

/** Puts into a map that forgets its oldest entry above `limit`. */
function remember(map, key, value, limit) {
  map.set(key, value);
  if (map.size > limit) {
    map.delete(map.keys().next().value);
  }
}

/**
 * What is drawn of a lane's items: those of one kind that would fall within one
 * `bucket` of milliseconds become one mark with a count, so that a picture never needs
 * more marks than it has room for. Buckets are counted from time zero, so marks do not
 * flicker as time goes on.
 *
 * @returns {{key: string, type: string, at: number, end: ?number, items: object[]}[]}
 */
export function marks(items, bucket) {
  const found = new Map();
  for (const item of items) {
    const own = isLong(item) && (item.end === undefined || item.end - item.at > bucket);
    const kind = `${item.type}-${item.up ? 'up' : (item.direction ?? '')}`;
    const key = own ? `${kind}-${item.id}` : `${kind}@${Math.floor(item.at / bucket)}`;
    const mark = found.get(key);
    if (mark) {
      mark.items.push(item);
      mark.end = endOf(item, undefined);
    } else {
      found.set(key, {
        key,
        type: item.type,
        at: item.at,
        end: endOf(item, undefined),
        items: [item],
      });
    }
  }
  return [...found.values()];
}

/**
 * Ticks of the time axis: steps back from now that leave each label `room` for itself.
 */
export function axisSteps(spanMillis, width, room = 80) {
  const step =
    [1, 2, 5, 10, 15, 30, 60, 120]
      .map((seconds) => seconds * 1000)
      .find((millis) => (millis / spanMillis) * width >= room) ?? 300_000;
  const steps = [];
  for (let ago = 0; ago <= spanMillis; ago += step) {
    steps.push(ago);
  }
  return steps;
}
