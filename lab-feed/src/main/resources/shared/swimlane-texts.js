/** The swimlane's marks in words. */
import { duration, hasText, t } from './i18n.js';

/** Asked anew each time: the wall clock may be set while the page is open. */
export function clockOffset() {
  return Date.now() - performance.now();
}

/** A time of the model as the wall clock's, in UTC as `publishedAt` is. */
export function toClock(at) {
  return new Date(at + clockOffset()).toISOString().slice(11, 23);
}

/** One sentence on one item: what it is and what it means. */
export function explain(item) {
  const at = toClock(item.at);
  return `${at} · ${EXPLAIN[item.type](item)}`;
}

/** One sentence on a mark, which may stand for several items. */
export function explainMark({ type, items }) {
  if (items.length === 1) {
    return explain(items[0]);
  }
  const many = t(`swimlane.many.${type}`, { count: items.length });
  return `${many} ${explain(items.at(-1))}`;
}

/**
 * Why there is no connection: the client's cause in the reader's language, if it has
 * one.
 */
export function gapReason({ reason, detail, code, cause, values }) {
  if (hasText(`cause.${cause}`)) {
    const why = t(`cause.${cause}`, values);
    return reason === 'offline' ? `${t('swimlane.gap.offline')} — ${why}` : why;
  }
  const words = code
    ? `${t(`swimlane.gap.${reason}`)} ${code}`
    : t(`swimlane.gap.${reason}`);
  return detail ? `${words} — ${detail}` : words;
}

const EXPLAIN = {
  request(item) {
    const what = `${item.method} ${item.url}`;
    if (item.end === undefined) {
      return item.headersAt === undefined
        ? t('swimlane.request.held', { what })
        : t('swimlane.request.streaming', { what, status: String(item.status) });
    }
    return t('swimlane.request.ended', {
      what,
      status: item.status === undefined ? '–' : String(item.status),
      took: duration(item.end - item.at),
      reason: t(`swimlane.end.${item.reason}`),
      news: t('swimlane.news', { count: item.notifications }),
    });
  },

  notification(item) {
    const { notification } = item;
    const late = item.publishedAt
      ? t('swimlane.notification.late', {
          late: duration(Math.max(0, item.at - item.publishedAt)),
        })
      : '';
    const twice = item.duplicate ? t('swimlane.notification.duplicate') : '';
    return [
      t('swimlane.notification', {
        cursor: notification.cursor,
        title: notification.title,
      }),
      late,
      twice,
    ]
      .filter(Boolean)
      .join(' ');
  },

  sent: () => t('swimlane.sent'),

  heartbeat: (item) => t(`swimlane.heartbeat.${item.direction}`),

  reset: (item) => t('swimlane.reset', { cursor: item.cursor }),

  resume: (item) =>
    t(item.target === undefined ? 'swimlane.resume.old' : 'swimlane.resume', {
      cursor: item.cursor ?? '–',
    }),

  gap(item) {
    const lasted =
      item.end === undefined
        ? t('swimlane.gap.open')
        : t('swimlane.gap.lasted', { lasted: duration(item.end - item.at) });
    return `${gapReason(item)} (${lasted})`;
  },
};
