/** Les textes de la comparaison en français ; les mêmes clés que en.js (un test les compare). */
export default {
  'comparison.title': 'Labo des transports : la comparaison',
  'comparison.heading': 'Un flux, six transports',
  'comparison.lead':
    'Les mêmes notifications au même moment, par six transports. Un trait fin remonte de chacune à l’instant de sa publication.',
  'comparison.controls': 'Ce qui est publié',
  'comparison.columns': 'Les six transports',
  'comparison.start.quiet': 'Rien n’est publié pour l’instant.',
  'comparison.start': 'Démarrer le flux : une par seconde',

  'control.publish': 'Publier',
  'control.publish.expect':
    'Une notification, pour les six. Regardez dans quel ordre les marques apparaissent.',
  'control.publish.done': '{cursor} publiée.',
  'control.burst': 'Publier une rafale',
  'control.burst.expect':
    '20 d’un coup. Les flux les portent l’une après l’autre ; les polls les apportent ensemble.',
  'control.burst.done': '20 publiées.',
  'control.restart': 'Mesurer à neuf',
  'control.restart.expect':
    'Tous les chiffres repartent de zéro ; les connexions restent.',
  'control.restart.done': 'Tous les chiffres sont repartis de zéro.',
  'control.rate': 'Rythme',
  'control.rate.value': '{rate} par seconde',
  'control.rate.none': 'aucune',
  'control.payload': 'Longueur du corps',
  'control.payload.value': { one: '{count} caractère', other: '{count} caractères' },
  'control.interval': 'Intervalle',
  'control.failed': 'Cela n’a pas marché : {reason}.',

  'lane.socketio-websocket': 'Socket.IO (WS)',

  'column.median': 'latence, médiane',
  'column.p99': '99 % : {p99:duration}',
  'column.measuring': 'mesure en cours…',
  'column.requests': 'requêtes',
  'column.perNotification': 'octets par notification',
  'column.up': 'octets montants',
  'column.down': 'octets descendants',
  'column.arrived': 'arrivées',
  'column.latest': 'Ce qui est arrivé en dernier',
  'column.drop': 'Couper ma connexion',
  'column.drop.expect':
    'Le serveur la coupe sans dire au revoir. Le client s’en aperçoit, attend un peu, reprend à son curseur : rien n’est perdu.',
  'column.drop.done': 'Coupée par le serveur.',
  'column.drop.none':
    'Il n’y avait rien à couper : entre deux requêtes, aucune connexion n’est en service.',
  'column.offline': 'Passer hors ligne',
  'column.offline.expect':
    'Ce client raccroche. Ce qui est publié entre-temps est gardé par le serveur, et arrive quand vous revenez en ligne.',
  'column.offline.done': 'Hors ligne.',
  'column.online': 'Revenir en ligne',
  'column.online.expect':
    'Le client se connecte et dit jusqu’à quel curseur il a tout reçu.',
  'column.online.done': 'De nouveau en ligne, à partir du curseur.',
  'column.send': 'Publier d’ici',
  'column.send.expect': 'Ce trajet montant coûte : {how}',
  'column.send.polling': 'une requête à part, avec tous ses en-têtes.',
  'column.send.longpolling': 'une requête à part, à côté de celle qui est retenue.',
  'column.send.sse': 'une requête à part, car le flux ne fait que descendre.',
  'column.send.websocket': 'une trame sur la connexion déjà ouverte.',
  'column.send.socketio-websocket':
    'une trame sur la connexion déjà ouverte, et une pour l’accusé de réception.',
  'column.send.socketio-polling':
    'une requête à part, à côté de celle qui est retenue ; l’accusé de réception revient par celle-ci.',
  'column.send.done': '{cursor} publiée.',

  'sent.title': 'Envoyée par {transport}',
  'sent.body': 'Depuis la page de comparaison.',

  'seen.waiting':
    'La connexion est perdue. Prochain essai dans {wait:duration} (essai {attempt}) ; ensuite, reprise au curseur.',
  'seen.offline':
    'Hors ligne : le serveur garde ce qui est publié, et le client demandera tout ce qui suit son curseur.',
  'seen.closed': 'Pas encore connecté.',
  'seen.polling.nothing':
    'Demande toutes les {interval:duration}, et s’entend répondre « rien de neuf ».',
  'seen.longpolling.nothing':
    'A demandé une fois ; le serveur retient la requête jusqu’à ce qu’il y ait du nouveau.',
  'seen.sse.nothing':
    'A demandé une fois ; la réponse est ouverte et attend des événements.',
  'seen.websocket.nothing':
    'Est passé de HTTP à WebSocket ; la connexion attend, dans les deux sens.',
  'seen.socketio-websocket.nothing':
    'Est passé de HTTP à WebSocket, est entré dans l’espace de noms, et attend des événements, dans les deux sens.',
  'seen.socketio-polling.nothing':
    'A ouvert une session et est entré dans l’espace de noms ; le serveur retient maintenant une requête jusqu’au prochain événement.',
  'seen.polling':
    'Le nouveau attend la prochaine question : avec une toutes les {interval:duration}, la médiane est de {median:duration}, et {empty:percent} des réponses étaient vides.',
  'seen.longpolling': {
    one: 'La requête est retenue jusqu’au nouveau, qui arrive donc en {median:duration} ; {requests} requêtes pour {count} notification, chacune avec tous ses en-têtes : {up:bytes} montants.',
    other:
      'La requête est retenue jusqu’au nouveau, qui arrive donc en {median:duration} ; {requests} requêtes pour {count} notifications, chacune avec tous ses en-têtes : {up:bytes} montants.',
  },
  'seen.sse': {
    one: 'Une réponse qui ne finit jamais porte tout : {median:duration}, {down:bytes} descendants, rien ne monte. Pour monter, il faudrait une autre requête.',
    other:
      'Une réponse qui ne finit jamais a porté les {count} : {median:duration}, {down:bytes} descendants chacune, rien ne monte. Pour monter, il faudrait une autre requête.',
  },
  'seen.websocket': {
    one: 'Une connexion, convertie une fois : {median:duration}, une trame de quelques octets autour du texte, {down:bytes} descendants. Les messages montent par le même chemin.',
    other:
      'Une connexion, convertie une fois, a porté les {count} : {median:duration}, {down:bytes} descendants chacune, dont 2 à 4 octets d’en-tête de trame. Les messages montent par le même chemin.',
  },
  'seen.socketio-websocket': {
    one: 'Une connexion : {median:duration}, {down:bytes} descendants. Autour du même texte, un en-tête de trame, deux chiffres, le nom de l’événement et le curseur encore une fois : le prix d’événements qui ont un nom et une réponse.',
    other:
      'Une connexion a porté les {count} : {median:duration}, {down:bytes} descendants chacune. Autour du même texte, un en-tête de trame, deux chiffres, le nom de l’événement et le curseur encore une fois : le prix d’événements qui ont un nom et une réponse.',
  },
  'seen.socketio-polling': {
    one: 'La même session par requêtes retenues, pour là où WebSocket ne passe pas : {median:duration} ; {requests} requêtes pour {count} notification, {up:bytes} montants. Chaque pong et chaque événement montant est aussi une requête.',
    other:
      'La même session par requêtes retenues, pour là où WebSocket ne passe pas : {median:duration} ; {requests} requêtes pour {count} notifications, {up:bytes} montants chacune. Chaque pong et chaque événement montant est aussi une requête.',
  },

  'seen.sse.resumed':
    '{requests} flux, l’un après l’autre, chacun repris au curseur où le précédent a fini : {count} arrivées, {duplicates} en double, {gaps} trou(s). {median:duration}, {down:bytes} descendants chacune.',
  'seen.websocket.resumed':
    '{requests} connexions, l’une après l’autre, chacune reprise au curseur où la précédente a fini : {count} arrivées, {duplicates} en double, {gaps} trou(s). {median:duration}, {down:bytes} descendants chacune.',
  'seen.socketio-websocket.resumed':
    '{requests} connexions, l’une après l’autre ; chaque fois le serveur connaissait la session et sa position : {count} arrivées, {duplicates} en double, {gaps} trou(s). {median:duration}, {down:bytes} descendants chacune.',

  'chart.title': 'Latence, en direct',
  'chart.where':
    'De publishedAt (horloge du serveur) à l’arrivée (horloge du navigateur) ; ici les deux sont celles d’une même machine, à ±1 ms près. Avec deux machines, on mesurerait leurs horloges. Échelle logarithmique.',
  'chart.seconds': 'il y a … secondes',
  'chart.millis': 'latence en ms',

  'table.title': 'Les chiffres',
  'table.where':
    'Latence mesurée dans ce navigateur ; requêtes et octets comptés sur les sockets du serveur, en-têtes et trames compris, sans TCP ni IP.',
  'table.transport': 'Transport',
  'table.arrived': 'Arrivées',
  'table.median': 'Médiane (ms)',
  'table.p99': '99 % (ms)',
  'table.requests': 'Requêtes',
  'table.bytesUp': 'Montants (octets)',
  'table.bytesDown': 'Descendants (octets)',
  'table.upPerNotification': 'Montants par notification (octets)',
  'table.downPerNotification': 'Descendants par notification (octets)',
  'table.duplicates': 'Doublons',
  'table.gaps': 'Trous',
  'table.download': 'Télécharger en CSV',

  'raw.title': 'Les octets bruts, côte à côte',
  'raw.where':
    'Tels qu’ils sont passés par les sockets du serveur, en copie par /wire. Choisissez une ligne ici : son point est marqué dans l’image, et inversement.',

  'budget.title': 'Six connexions, et qui les occupe',
  'budget.now': {
    one: 'Un navigateur ouvre au plus six connexions HTTP/1.1 vers un même hôte. Cette page en occupe {held} en permanence (long polling, SSE, Socket.IO par polling et la copie des octets bruts) ; le polling à intervalle, les publications et les compteurs se partagent les autres, une courte requête à la fois. WebSocket ne compte pas parmi les six ({count} connexion ouverte pour lui en ce moment).',
    other:
      'Un navigateur ouvre au plus six connexions HTTP/1.1 vers un même hôte. Cette page en occupe {held} en permanence (long polling, SSE, Socket.IO par polling et la copie des octets bruts) ; le polling à intervalle, les publications et les compteurs se partagent les autres, une courte requête à la fois. WebSocket ne compte pas parmi les six ({count} connexions ouvertes pour lui en ce moment).',
  },
  'budget.raw': 'la copie des octets bruts',
  'budget.shared': 'libre pour de courtes requêtes',
  'budget.note':
    'À essayer : ouvrez cette page dans un second onglet. Deux fois quatre font plus que six, et dans les deux onglets toute autre requête attend qu’un poll reçoive sa réponse ; seul WebSocket continue. HTTP/2 porte beaucoup de flux sur une connexion et n’a pas cette limite.',

  'source.ComparisonServer.java': 'toutes les routes sur un flux',
  'source.SseHub.java': 'les clients du flux d’événements',
  'source.PollHub.java': 'les requêtes retenues',
  'source.WebSocketHub.java': 'les clients du WebSocket',
  'source.FeedHub.java': 'les clients de Socket.IO',
  'source.NotificationFeed.java': 'un anneau, beaucoup de curseurs',
};
