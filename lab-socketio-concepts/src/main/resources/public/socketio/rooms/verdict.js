/**
 * What was predicted against what was measured, socket by socket. Pure.
 *
 *                     received      not received
 *     predicted       right         wrong
 *     not predicted   missed        right
 *
 * Who gets it only when it asks again (`later`) is `waiting` until it has.
 */
export function judge(sockets, predicted, received) {
  return new Map(sockets.map(({ id, reason }) => {
    const said = predicted.has(id);
    const came = received.has(id);
    if (!came && reason === 'later') return [id, 'waiting'];
    if (said === came) return [id, 'right'];
    return [id, came ? 'missed' : 'wrong'];
  }));
}

/** How many of each. */
export function tally(verdicts) {
  const counts = { right: 0, missed: 0, wrong: 0, waiting: 0 };
  for (const verdict of verdicts.values()) counts[verdict] += 1;
  return counts;
}
