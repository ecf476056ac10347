/** What the list of packets says. */
export default {
  en: {
    'packets.title': 'Packets of Socket.IO',
    'packets.heartbeats': 'Hide heartbeats',
    'packets.heartbeats.title': 'Hide the pings of the server and our pongs',
    'packets.pause': 'Pause',
    'packets.pause.title': 'Stop showing new packets; the newest are kept',
    'packets.clear': 'Clear',
    'packets.clear.title': 'Forget the packets shown',
    'packets.waiting': {
      one: '{count} more packet since',
      other: '{count} more packets since',
    },
    'packets.in': 'received:',
    'packets.out': 'sent:',
    'packets.id': 'ack id {id}',
    'packets.attachments': { one: '{count} attachment', other: '{count} attachments' },
    'packets.more': { one: '{count} more character', other: '{count} more characters' },
    'packets.moreBytes': { one: '{count} more byte', other: '{count} more bytes' },
    'packets.legend': 'The types of packets',
    'packets.type.open': 'Engine.IO: the session begins, with its id and its limits',
    'packets.type.close': 'Engine.IO: the session ends',
    'packets.type.ping':
      'Engine.IO heartbeat: the server asks whether we are still there; with “probe” we ask whether WebSocket gets through',
    'packets.type.pong': 'Engine.IO heartbeat: the answer to a ping',
    'packets.type.message':
      'Engine.IO: a message for the layer above; here it holds no packet of Socket.IO',
    'packets.type.upgrade':
      'Engine.IO: from now on the session goes over this WebSocket',
    'packets.type.noop':
      'Engine.IO: says nothing; ends a poll that is held, before the upgrade or after the end',
    'packets.type.CONNECT': 'Socket.IO: asks to enter a namespace, or lets in',
    'packets.type.DISCONNECT': 'Socket.IO: leaves the namespace; the connection may stay',
    'packets.type.EVENT':
      'Socket.IO: an event with its arguments; with an ack id it wants an answer',
    'packets.type.ACK': 'Socket.IO: the answer to the event with the same ack id',
    'packets.type.CONNECT_ERROR': 'Socket.IO: does not let in, and says why',
    'packets.type.BINARY_EVENT':
      'Socket.IO: an event whose attachments follow, one message each',
    'packets.type.BINARY_ACK':
      'Socket.IO: an answer whose attachments follow, one message each',
    'packets.type.attachment': 'Socket.IO: bytes that belong to the packet before',
    'packets.type.malformed': 'breaks the protocol: the connection ends',
  },
  fr: {
    'packets.title': 'Paquets de Socket.IO',
    'packets.heartbeats': 'Masquer les battements de cœur',
    'packets.heartbeats.title': 'Masquer les pings du serveur et nos pongs',
    'packets.pause': 'Pause',
    'packets.pause.title':
      'Ne plus afficher de nouveaux paquets ; les plus récents sont gardés',
    'packets.clear': 'Effacer',
    'packets.clear.title': 'Oublier les paquets affichés',
    'packets.waiting': {
      one: '{count} paquet de plus depuis',
      other: '{count} paquets de plus depuis',
    },
    'packets.in': 'reçu :',
    'packets.out': 'envoyé :',
    'packets.id': 'ack id {id}',
    'packets.attachments': {
      one: '{count} pièce jointe',
      other: '{count} pièces jointes',
    },
    'packets.more': {
      one: '{count} caractère de plus',
      other: '{count} caractères de plus',
    },
    'packets.moreBytes': { one: '{count} octet de plus', other: '{count} octets de plus' },
    'packets.legend': 'Les types de paquets',
    'packets.type.open':
      'Engine.IO : la session commence, avec son identifiant et ses limites',
    'packets.type.close': 'Engine.IO : la session se termine',
    'packets.type.ping':
      'battement de cœur d’Engine.IO : le serveur demande si nous sommes encore là ; avec « probe », nous demandons si WebSocket passe',
    'packets.type.pong': 'battement de cœur d’Engine.IO : la réponse à un ping',
    'packets.type.message':
      'Engine.IO : un message pour la couche du dessus ; ici, il ne contient aucun paquet de Socket.IO',
    'packets.type.upgrade':
      'Engine.IO : désormais la session passe par cette connexion WebSocket',
    'packets.type.noop':
      'Engine.IO : ne dit rien ; met fin à un poll retenu, avant la mise à niveau ou après la fin',
    'packets.type.CONNECT':
      'Socket.IO : demande à entrer dans un espace de noms, ou laisse entrer',
    'packets.type.DISCONNECT':
      'Socket.IO : quitte l’espace de noms ; la connexion peut rester',
    'packets.type.EVENT':
      'Socket.IO : un événement avec ses arguments ; avec un ack id, il attend une réponse',
    'packets.type.ACK': 'Socket.IO : la réponse à l’événement de même ack id',
    'packets.type.CONNECT_ERROR': 'Socket.IO : ne laisse pas entrer, et dit pourquoi',
    'packets.type.BINARY_EVENT':
      'Socket.IO : un événement dont les pièces jointes suivent, une par message',
    'packets.type.BINARY_ACK':
      'Socket.IO : une réponse dont les pièces jointes suivent, une par message',
    'packets.type.attachment':
      'Socket.IO : des octets qui appartiennent au paquet précédent',
    'packets.type.malformed': 'enfreint le protocole : la connexion se termine',
  },
};
