/* Puts a list of packets into the page, which the test reaches as `packetList`. */
async () => {
  const { PacketList } = await import('/shared/packet-list.js');
  const { describe } = await import('/shared/client/socket-io-parser.js');
  const types = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];
  const host = document.createElement('section');
  host.id = 'packets';
  host.setAttribute('aria-label', 'Packets');
  document.querySelector('main').prepend(host);
  globalThis.packetList = new PacketList(host);
  globalThis.show = (raw, direction = 'in', transport = 'websocket') => packetList.add({
    direction, transport, at: performance.now(),
    engine: { type: types[raw[0]], raw },
    ...(raw[0] === '4' && { packet: describe(raw.slice(1)), raw: raw.slice(1) }),
  });
}
