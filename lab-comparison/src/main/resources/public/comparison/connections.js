/** The browser's six HTTP/1.1 connections to this host, and who has them. */
import { markerIcon } from '/shared/swimlane-shapes.js';
import { t } from '/shared/i18n.js';
import { element } from './elements.js';

const SLOTS = 6;

/** Draws six places: those that are held, and by whom; the rest is shared. */
export function drawConnections(list, { raw, ...transports }) {
  const held = Object.keys(transports)
    .filter((transport) => transports[transport])
    .map(transportSlot);
  if (raw) {
    held.push(element('li', 'slot slot-held', 'budget.raw'));
  }
  const shared = Array.from({ length: SLOTS - held.length }, () =>
    element('li', 'slot', 'budget.shared'),
  );
  list.replaceChildren(...held, ...shared);
}

function transportSlot(transport) {
  const slot = element('li', `slot slot-held transport-${transport}`);
  slot.append(markerIcon(transport), t(`transport.${transport}`));
  return slot;
}
