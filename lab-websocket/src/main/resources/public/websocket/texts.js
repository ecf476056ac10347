/** What is said about WebSocket only. */
export default {
  en: {
    'title': 'WebSocket',
    'lead': 'One HTTP request becomes a connection in which both sides send messages whenever they like.',
    'lab.look': 'Look for one long bar with dots and upward ticks: one connection, news down and messages up in the same bar. The faint ticks are ping and pong.',
    'lab.wire': 'The handshake and the content of the frames. The browser hides the rest of the handshake (Sec-WebSocket-Key), the frame headers, the mask, and the control frames.',

    'websocket.open': 'The handshake is done (101): from now on both sides send messages in the same connection.',
    'websocket.sent': '“{title}” goes up in the same connection: no request, no header.',
    'websocket.heartbeat.up': 'The client asks “ping”: a message of our own, because a script sees no protocol ping.',
    'websocket.heartbeat.down': 'The server answers “pong”: it is still there.',
    'cause.unreachable': 'the WebSocket could not be opened (the browser does not say why)',

    'publish.expect': 'An upward tick and a dot in the same bar, and no request: the message goes up and comes down in one connection. The answer is an ack with our ref.',
    'burst.expect': '{count} notifications at once: {count} dots in the same bar. Each costs 2 to 4 bytes of frame header, and no request.',
    'drop.expect': 'The server cuts the connection without a close frame; the browser calls that 1006, which nobody ever sends. The client waits a random time, then connects with its last cursor: nothing is missed.',
    'pause.expect': 'The messages stay in the socket. When its buffers are full the server cannot write any more, keeps only the cursor of this client, and delays nobody else. An ack waits there, too. One message may still arrive.',
    'cannotPause.expect': 'This WebSocket cannot be told to stop reading: the browser takes every message into its memory, wanted or not. WebSocketStream, so far only in Chromium, can.',

    'choice.verb': 'Connect with',
    'choice.webSocketStream': 'WebSocketStream',
    'choice.webSocket': 'WebSocket',
    'choice.deflated': 'permessage-deflate',
    'choice.deflated.expect': 'The answer to the handshake accepts the extension, and the messages are compressed on the wire; here they look the same, since the browser inflates them. A notification of 100 characters shrinks from about 260 to 190 bytes; each message is compressed on its own, once for everybody. Sharing a dictionary between messages would save more, and cost a 32 KiB window per connection.',
    'choice.webSocketStream.expect': 'Messages are read one by one, so reading can stop, and the server feels it. So far only in Chromium.',
    'choice.webSocket.expect': 'The one that every browser has. Messages come as events, wanted or not: reading cannot stop.',

    'source.Frame.java': 'the wire type: one frame, in bits and bytes',
    'source.WebSocketConnection.java': 'frames in, frames out, and the close that both agree on',
    'source.ClientMessage.java': 'in the frames, upwards: what a client may say',
    'source.ServerMessage.java': 'in the frames, downwards: what the server says',
    'source.WebSocketHub.java': 'the hub: who is connected, and how each one gets its messages',
    'source.WebSocketServer.java': 'the server: its routes and main',
    'source.web-socket.js': 'one connection, messages both ways, ping and pong',
    'source.socket.js': 'WebSocketStream and WebSocket behind one interface',
  },

  fr: {
    'title': 'WebSocket',
    'lead': 'Une requête HTTP devient une connexion où les deux côtés envoient des messages quand ils veulent.',
    'lab.look': 'Cherchez une longue barre avec des points et des traits vers le haut : une connexion, les nouvelles descendent et les messages montent dans la même barre. Les traits pâles sont ping et pong.',
    'lab.wire': 'La poignée de main et le contenu des trames. Le navigateur cache le reste de la poignée de main (Sec-WebSocket-Key), les en-têtes de trame, le masque et les trames de contrôle.',

    'websocket.open': 'La poignée de main est faite (101) : désormais les deux côtés envoient des messages dans la même connexion.',
    'websocket.sent': '« {title} » monte dans la même connexion : ni requête, ni en-tête.',
    'websocket.heartbeat.up': 'Le client demande « ping » : un message à nous, car un script ne voit pas le ping du protocole.',
    'websocket.heartbeat.down': 'Le serveur répond « pong » : il est toujours là.',
    'cause.unreachable': 'le WebSocket n’a pas pu être ouvert (le navigateur ne dit pas pourquoi)',

    'publish.expect': 'Un trait vers le haut et un point dans la même barre, et pas de requête : le message monte et redescend dans une seule connexion. La réponse est un ack avec notre ref.',
    'burst.expect': '{count} notifications d’un coup : {count} points dans la même barre. Chacune coûte 2 à 4 octets d’en-tête de trame, et pas de requête.',
    'drop.expect': 'Le serveur coupe la connexion sans trame de fermeture ; le navigateur appelle cela 1006, que personne n’envoie jamais. Le client attend un temps tiré au sort, puis se connecte avec son dernier curseur : rien ne manque.',
    'pause.expect': 'Les messages restent dans la socket. Quand ses tampons sont pleins, le serveur ne peut plus écrire, ne garde que le curseur de ce client, et ne retarde personne d’autre. Un ack y attend aussi. Un message peut encore arriver.',
    'cannotPause.expect': 'Ce WebSocket ne peut pas cesser de lire : le navigateur prend chaque message dans sa mémoire, voulu ou non. WebSocketStream, pour l’instant seulement dans Chromium, le peut.',

    'choice.verb': 'Se connecter avec',
    'choice.webSocketStream': 'WebSocketStream',
    'choice.webSocket': 'WebSocket',
    'choice.deflated': 'permessage-deflate',
    'choice.deflated.expect': 'La réponse à la poignée de main accepte l’extension, et les messages sont compressés sur le fil ; ici ils ont le même aspect, car le navigateur les décompresse. Une notification de 100 caractères passe d’environ 260 à 190 octets ; chaque message est compressé seul, une fois pour tous. Partager un dictionnaire entre messages gagnerait plus, et coûterait une fenêtre de 32 Kio par connexion.',
    'choice.webSocketStream.expect': 'Les messages sont lus un par un, la lecture peut donc cesser, et le serveur le sent. Pour l’instant seulement dans Chromium.',
    'choice.webSocket.expect': 'Celui que tout navigateur possède. Les messages viennent comme événements, voulus ou non : la lecture ne peut pas cesser.',

    'source.Frame.java': 'le type du fil : une trame, en bits et en octets',
    'source.WebSocketConnection.java': 'trames dans les deux sens, et la fermeture convenue',
    'source.ClientMessage.java': 'dans les trames, vers le haut : ce qu’un client peut dire',
    'source.ServerMessage.java': 'dans les trames, vers le bas : ce que dit le serveur',
    'source.WebSocketHub.java': 'le hub : qui est connecté, et comment chacun reçoit ses messages',
    'source.WebSocketServer.java': 'le serveur : ses routes et main',
    'source.web-socket.js': 'une connexion, des messages dans les deux sens, ping et pong',
    'source.socket.js': 'WebSocketStream et WebSocket derrière une seule interface',
  },
};
