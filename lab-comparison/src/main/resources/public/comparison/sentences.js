/**
 * One sentence per transport: what is being seen right now, and why. Chosen and filled
 * from the measured figures; the wording is in i18n/.
 *
 * @returns {{key: string, parameters: object}} for `t(key, parameters)`
 */
export function sentence(
  transport,
  { figures, state, intervalMillis, waitMillis, attempt },
) {
  if (state === 'waiting') {
    return { key: 'seen.waiting', parameters: { wait: waitMillis, attempt } };
  }
  if (state !== 'open') {
    return {
      key: `seen.${state === 'offline' ? 'offline' : 'closed'}`,
      parameters: {},
    };
  }
  if (figures.arrived === 0) {
    return {
      key: `seen.${transport}.nothing`,
      parameters: { interval: intervalMillis },
    };
  }
  return {
    key: `seen.${transport}${hasResumed(transport, figures) ? '.resumed' : ''}`,
    parameters: PARAMETERS[transport](figures, intervalMillis),
  };
}

const PARAMETERS = {
  polling: (figures, interval) => ({
    interval,
    median: figures.median,
    empty: figures.answers === 0 ? 0 : figures.emptyAnswers / figures.answers,
  }),
  longpolling: polls,
  sse: stream,
  websocket: stream,
  'socketio-websocket': stream,
  'socketio-polling': polls,
};

function polls(figures) {
  return {
    median: figures.median,
    requests: figures.traffic.requests,
    count: figures.arrived,
    up: figures.upPerNotification,
  };
}

function stream(figures) {
  return {
    median: figures.median,
    count: figures.arrived,
    requests: figures.traffic.requests,
    duplicates: figures.duplicates,
    gaps: figures.gaps,
    down: figures.downPerNotification,
  };
}

/** A stream that took more than one request: it was lost, and went on from its cursor. */
function hasResumed(transport, { traffic }) {
  return PARAMETERS[transport] === stream && traffic.requests > 1;
}
