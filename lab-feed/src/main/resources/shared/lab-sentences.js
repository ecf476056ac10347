import { HELD_IN_VAIN } from './client/long-polling.js';
import { duration, hasText, number, t } from './i18n.js';

/**
 * Trace events in plain words: one sentence each, or none if there is nothing to tell.
 * A page may have its own wording for its transport: `sse.open` goes before `say.open`.
 */
export class Sentences {

  constructor(transport) {
    this.transport = transport;
  }

  of(detail) {
    return SENTENCES[detail.kind]?.call(this, detail);
  }

  say(key, values) {
    const own = `${this.transport()}.${key}`;
    return t(hasText(own) ? own : `say.${key}`, values);
  }
}

/** Why a connection or a publication ended, in the reader's language. */
export function causeText({ cause, values = {}, reason }) {
  const colon = values.detail || values.reason;
  const text = { ...values, status: String(values.status), code: String(values.code) };
  if (!hasText(`cause.${cause}`)) return reason ?? '';
  return t(`cause.${cause}`, text) + (colon && cause !== 'bye' ? ` (${colon})` : '');
}

/** Milliseconds from publication (server's clock) to arrival (browser's clock). */
export function latency(notification, at) {
  const arrivedAt = performance.timeOrigin + at;
  return Math.max(0, arrivedAt - Date.parse(notification.publishedAt));
}

const SENTENCES = {
  state({ state, attempt, delayMillis, floorMillis, ceilingMillis, ...end }) {
    const why = capital(causeText(end));
    switch (state) {
      case 'connecting':
        return why ? `${why}.` : this.say('connecting');
      case 'open':
        return this.say('open');
      case 'waiting':
        return t('say.waiting', {
          why, attempt,
          delay: duration(delayMillis),
          floor: number(floorMillis / 1_000),
          ceiling: number(ceilingMillis / 1_000),
        });
      default:
        return t(`say.${state}`, { why });
    }
  },

  notification({ at, notification, duplicate }) {
    const { title } = notification;
    if (duplicate) return t('say.duplicate', { title });
    return t('say.notification', { title, late: duration(latency(notification, at)) });
  },

  sent({ text }) {
    return this.say('sent', { title: text });
  },

  heartbeat({ direction }) {
    return this.say(`heartbeat.${direction}`);
  },

  reset({ cursor }) {
    return t('say.reset', { cursor });
  },

  resume({ cursor, recovered }) {
    return this.say(recovered ? 'recovered' : 'resume', { cursor });
  },

  end({ detail }) {
    return detail === HELD_IN_VAIN ? t('say.heldInVain') : undefined;
  },

  response({ status }) {
    return status === 304 ? t('say.notModified') : undefined;
  },
};

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
