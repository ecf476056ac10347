import { SocketIoFeed } from '/shared/client/socket-io-feed.js';
import { fill } from '/shared/i18n.js';
import { startLab } from '/shared/lab-page.js';
import { PacketList } from '/shared/packet-list.js';
import { showDemos } from './demos.js';
import texts from './texts.js';

const section = document.createElement('section');
section.className = 'whole-width';
section.setAttribute('aria-labelledby', 'packets-title');
section.innerHTML = `
  <h2 id="packets-title" data-i18n="packets.heading"></h2>
  <p class="note" data-i18n="packets.note"></p>
  <div></div>`;
const packets = new PacketList(section.querySelector('div'));

function way(key, transports) {
  return {
    key,
    grammar: 'socketio',
    create: options => new SocketIoFeed({
      ...options, transports, onPacket: packet => packets.add(packet),
    }),
  };
}

showDemos();
await startLab({
  texts,
  transport: 'socketio',
  sources: [
    'lab/socketio/demo/FeedEvents.java',
    'lab/socketio/demo/FeedHub.java',
    'lab/socketio/demo/SocketIoLab.java',
    'lab/socketio/Packet.java',
    'lab/socketio/Socket.java',
    'lab/engineio/EngineSocket.java',
  ],
  clientSources: [
    'socket-io-feed.js', 'socket-io.js', 'socket-io-socket.js', 'socket-io-manager.js',
    'engine-io.js', 'engine-io-upgrade.js', 'backoff.js',
  ],
  clients: [
    way('upgrade', ['polling', 'websocket']),
    way('webSocketOnly', ['websocket']),
    way('pollingOnly', ['polling']),
  ],
});
document.querySelector('.feed-and-wire').append(section);
fill(section);
