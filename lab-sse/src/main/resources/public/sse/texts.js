/** What is said about Server-Sent Events only. */
export default {
  en: {
    'title': 'Server-Sent Events',
    'lead': 'The client asks once; the server answers with a text that does not end. Each notification is a few more lines of it.',
    'lab.look': 'Look for one long bar with dots in it: one request, one response that goes on, and each dot is an event in it. The faint ticks are comments, the heartbeat.',
    'lab.wire': 'The text of the event stream, block by block: a blank line ends a block and dispatches the event. A comment begins with a colon.',

    'sse.open': 'The response has begun, and does not end: whatever is published comes down in it.',
    'sse.sent': '“{title}” goes up in a POST of its own, because an event stream only goes down.',
    'sse.heartbeat.down': 'A comment: the server is still there and has nothing new. EventSource would hide it.',

    'cause.ended': 'the stream ended without a goodbye',

    'publish.expect': 'A short bar for the POST, because an event stream only goes down; at the same moment a dot in the long bar.',
    'burst.expect': '{count} notifications at once: {count} dots in the same bar, and not one request more.',
    'drop.expect': 'The server cuts the stream without a goodbye. The client waits a random time (at first up to the 2 s that retry: named), then asks with Last-Event-ID: nothing is missed.',
    'pause.expect': 'The bytes stay in the socket. When its buffers are full the server cannot write any more, keeps only the cursor of this client, and delays nobody else. One piece may still arrive.',
    'cannotPause.expect': 'EventSource cannot stop reading: whatever arrives is dispatched. Choose fetch below to try it.',

    'choice.verb': 'Read the stream with',
    'choice.fetch': 'fetch and our own parser',
    'choice.eventSource': 'the browser’s EventSource',
    'choice.fetch.expect': 'Sees status, header fields, comments and the raw text; can stop reading; notices a silent server after 40 s; backs off with jitter. But it is a program that one has to write, and read.',
    'choice.eventSource.expect': 'One line of code that reconnects by itself with Last-Event-ID. But it sees only events: no status, no header, no comment, no retry. It cannot stop reading or notice a dead server, and gives up for good after a 500. The text above is put together again from its events.',

    'source.ServerSentEvent.java': 'the wire type: one event as text',
    'source.SseHub.java': 'the hub: who is connected, and how each one gets its events',
    'source.SseServer.java': 'the server: its routes and main',
    'source.sse.js': 'one response, read piece by piece',
    'source.event-stream.js': 'the parser of text/event-stream, rule by rule',
    'source.event-source.js': 'the same with EventSource, and what it hides',
    'source.http-client.js': 'a request as all HTTP transports make it; publishing by POST',
  },

  fr: {
    'title': 'Server-Sent Events',
    'lead': 'Le client demande une fois ; le serveur répond par un texte qui ne finit pas. Chaque notification en est quelques lignes de plus.',
    'lab.look': 'Cherchez une longue barre avec des points : une requête, une réponse qui continue, et chaque point est un événement dedans. Les petits traits pâles sont des commentaires, le battement (heartbeat).',
    'lab.wire': 'Le texte du flux d’événements, bloc par bloc : une ligne vide termine un bloc et déclenche l’événement. Un commentaire commence par deux-points.',

    'sse.open': 'La réponse a commencé, et ne finit pas : tout ce qui est publié descend par elle.',
    'sse.sent': '« {title} » monte dans un POST à part, car un flux d’événements ne fait que descendre.',
    'sse.heartbeat.down': 'Un commentaire : le serveur est toujours là et n’a rien de neuf. EventSource le cacherait.',

    'cause.ended': 'le flux a fini sans au revoir',

    'publish.expect': 'Une barre courte pour le POST, car un flux d’événements ne fait que descendre ; au même moment un point dans la longue barre.',
    'burst.expect': '{count} notifications d’un coup : {count} points dans la même barre, et pas une requête de plus.',
    'drop.expect': 'Le serveur coupe le flux sans au revoir. Le client attend un temps tiré au sort (d’abord jusqu’aux 2 s que retry: a données), puis demande avec Last-Event-ID : rien ne manque.',
    'pause.expect': 'Les octets restent dans la socket. Quand ses tampons sont pleins, le serveur ne peut plus écrire, ne garde que le curseur de ce client, et ne retarde personne d’autre. Un morceau peut encore arriver.',
    'cannotPause.expect': 'EventSource ne peut pas cesser de lire : tout ce qui arrive est distribué. Choisissez fetch ci-dessous pour essayer.',

    'choice.verb': 'Lire le flux avec',
    'choice.fetch': 'fetch et notre propre analyseur',
    'choice.eventSource': 'l’EventSource du navigateur',
    'choice.fetch.expect': 'Voit le statut, les champs d’en-tête, les commentaires et le texte brut ; peut cesser de lire ; remarque un serveur muet après 40 s ; espace ses essais au hasard. Mais c’est un programme qu’il faut écrire, et lire.',
    'choice.eventSource.expect': 'Une ligne de code qui se reconnecte d’elle-même avec Last-Event-ID. Mais elle ne voit que des événements : ni statut, ni en-tête, ni commentaire, ni retry. Elle ne peut ni cesser de lire ni remarquer un serveur mort, et abandonne pour de bon après un 500. Le texte ci-dessus est recomposé à partir de ses événements.',

    'source.ServerSentEvent.java': 'le type du fil : un événement en texte',
    'source.SseHub.java': 'le hub : qui est connecté, et comment chacun reçoit ses événements',
    'source.SseServer.java': 'le serveur : ses routes et main',
    'source.sse.js': 'une réponse, lue morceau par morceau',
    'source.event-stream.js': 'l’analyseur de text/event-stream, règle par règle',
    'source.event-source.js': 'la même chose avec EventSource, et ce qu’il cache',
    'source.http-client.js': 'une requête comme la font tous les transports HTTP ; publier par POST',
  },
};
