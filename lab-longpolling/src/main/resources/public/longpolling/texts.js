/** What is said about long polling only. */
export default {
  en: {
    'title': 'Long polling',
    'lead': 'The client asks; the server holds the answer back until there is news. Then the client asks again.',
    'lab.look': 'Look for bars that end in a dot: each bar is one request, held by the server, and the dot is the news that ends it. Every notification costs a request.',
    'lab.wire': 'Requests and answers, as far as a script sees them: the browser adds header fields of its own (User-Agent and others) that it shows to nobody.',

    'polling.open': 'The server has answered; the next question is due in 2 s.',
    'longpolling.open': 'The server has answered. Now it holds the next question, until there is news.',
    'longpolling.sent': '“{title}” goes up in a request of its own, because the held one cannot carry it.',
    'polling.sent': '“{title}” goes up in a request of its own.',

    'publish.expect': 'A second request goes up beside the held one. Then the held one ends in a dot, and a new one begins.',
    'burst.expect': '{count} notifications at once. The first one ends the held request; the rest waits for the next request, and comes in one answer. So: a few bars, far fewer than {count}.',
    'drop.expect': 'The server cuts the connection of the held request, without an answer. Either the browser repeats the request by itself and the page sees nothing, or the client waits a random time and asks from its last cursor. Nothing is missed in either case.',
    'pause.expect': 'For polling that means: do not ask. One answer may still be on its way; then the news waits in the feed on the server, at no cost.',

    'choice.verb': 'How to ask',
    'choice.longPolling': 'long polling',
    'choice.intervalPolling': 'every 2 s (interval polling)',
    'choice.longPolling.expect': 'A bar lasts until there is news, or 25 s. Few requests, short latency.',
    'choice.intervalPolling.expect': 'Short bars every 2 s, most of them without a dot (304). The latency is anything between 0 and 2 s.',

    'source.PollAnswer.java': 'the wire type: what one answer says',
    'source.PollHub.java': 'the hub: the polls that are held, and what ends them',
    'source.LongPollingServer.java': 'the server: its routes and main',
    'source.long-polling.js': 'ask, wait, ask again',
    'source.http-client.js': 'a request as all HTTP transports make it; publishing by POST',
  },

  fr: {
    'title': 'Long polling',
    'lead': 'Le client demande ; le serveur retient la réponse jusqu’à ce qu’il y ait du nouveau. Puis le client redemande.',
    'lab.look': 'Cherchez les barres qui finissent par un point : chaque barre est une requête retenue par le serveur, et le point est la nouvelle qui la termine. Chaque notification coûte une requête.',
    'lab.wire': 'Requêtes et réponses, autant qu’un script les voit : le navigateur ajoute des champs d’en-tête (User-Agent et d’autres) qu’il ne montre à personne.',

    'polling.open': 'Le serveur a répondu ; la prochaine question est due dans 2 s.',
    'longpolling.open': 'Le serveur a répondu. Maintenant il retient la question suivante, jusqu’à ce qu’il y ait du nouveau.',
    'longpolling.sent': '« {title} » monte dans une requête à part, car celle qui est retenue ne peut pas la porter.',
    'polling.sent': '« {title} » monte dans une requête à part.',

    'publish.expect': 'Une deuxième requête monte à côté de celle qui est retenue. Puis celle-ci finit par un point, et une nouvelle commence.',
    'burst.expect': '{count} notifications d’un coup. La première termine la requête retenue ; le reste attend la requête suivante, et vient en une seule réponse. Donc : quelques barres, bien moins que {count}.',
    'drop.expect': 'Le serveur coupe la connexion de la requête retenue, sans répondre. Soit le navigateur répète la requête de lui-même et la page ne voit rien, soit le client attend un temps tiré au sort et demande à partir de son dernier curseur. Rien ne manque dans les deux cas.',
    'pause.expect': 'Pour le polling cela veut dire : ne pas demander. Une réponse peut être encore en route ; ensuite les nouvelles attendent dans le fil du serveur, sans rien coûter.',

    'choice.verb': 'Comment demander',
    'choice.longPolling': 'long polling',
    'choice.intervalPolling': 'toutes les 2 s (polling à intervalle)',
    'choice.longPolling.expect': 'Une barre dure jusqu’à ce qu’il y ait du nouveau, ou 25 s. Peu de requêtes, latence courte.',
    'choice.intervalPolling.expect': 'Des barres courtes toutes les 2 s, la plupart sans point (304). La latence est n’importe quoi entre 0 et 2 s.',

    'source.PollAnswer.java': 'le type du fil : ce que dit une réponse',
    'source.PollHub.java': 'le hub : les requêtes retenues, et ce qui les termine',
    'source.LongPollingServer.java': 'le serveur : ses routes et main',
    'source.long-polling.js': 'demander, attendre, redemander',
    'source.http-client.js': 'une requête comme la font tous les transports HTTP ; publier par POST',
  },
};
