package lab.exercises.ws_handshake;

import static lab.judge.Rule.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lab.judge.Check;
import lab.judge.Checks;
import lab.judge.Handshake;
import lab.judge.Instance;
import lab.judge.Response;
import lab.judge.Rule;
import lab.judge.Trial;
import lab.judge.Words;

@Checks("ws-handshake")
class WsHandshakeChecks {

    private static final String TARGET = "/ws";

    private static final Rule SWITCHED = rule(
            "101 Switching Protocols, as nothing is wrong with this handshake",
            "101 Switching Protocols, car rien ne cloche dans cette poignée de main");

    private static final Rule WORDS = rule(
            "101: Upgrade and Connection are lists of words that mean the same in any case",
            "101 : Upgrade et Connection sont des listes de mots, en majuscules ou en minuscules")
            .source("RFC 6455 §4.2.1, RFC 9110 §7.6.1")
            .cause("The field is compared as one text. A browser sends Connection: keep-alive, Upgrade.",
                    "Le champ est comparé comme un seul texte. Un navigateur envoie Connection: keep-alive, Upgrade.");

    private static final Rule UPGRADE = rule("Upgrade: websocket in the 101",
            "Upgrade: websocket dans le 101");

    private static final Rule CONNECTION = rule("Connection: Upgrade in the 101",
            "Connection: Upgrade dans le 101");

    private static final Rule ACCEPT = rule(
            "Sec-WebSocket-Accept: base64 of SHA-1 of this key, as text, followed by the GUID",
            "Sec-WebSocket-Accept : base64 du SHA-1 de cette clé, comme texte, suivie du GUID")
            .cause("The key is decoded first, or the digest is written in hex, or the GUID has a typing error.",
                    "La clé est d'abord décodée, ou l'empreinte est écrite en hexadécimal, ou le GUID contient une faute.");

    @Check(id = "accept", points = 1, stage = 1, source = "RFC 6455 §4.2.2", title = @Words(en = "A right handshake is accepted, and its key is answered.", fr = "Une poignée de main correcte est acceptée, et sa clé reçoit sa réponse."), hint = @Words(en = "RFC 6455 §1.3 has an example with the key, what is hashed, and the result.", fr = "La RFC 6455 §1.3 donne un exemple avec la clé, ce qui est haché et le résultat."))
    void aRightHandshakeIsAccepted(Trial trial) {
        Instance server = trial.start();
        for (int i = 0; i < 2; i++) {
            Handshake handshake = handshake(trial);
            trial.step("open a WebSocket with the key " + handshake.key(),
                    "ouvrir une WebSocket avec la clé " + handshake.key());
            Response answer = open(server, "GET", handshake.request());
            answer.require(answer.status() == 101, SWITCHED);
            answer.requireField("websocket".equals(lower(answer, "Upgrade")), "Upgrade",
                    UPGRADE);
            answer.requireField("upgrade".equals(lower(answer, "Connection")),
                    "Connection",
                    CONNECTION);
            answer.requireField(
                    handshake.accept().equals(answer.field("Sec-WebSocket-Accept")),
                    "Sec-WebSocket-Accept", ACCEPT);
        }
    }

    private static final Rule NOT_A_HANDSHAKE = rule(
            "400, as this is no opening handshake",
            "400, car ce n'est pas une poignée de main");

    private static final Rule KEY = rule("400, as the key is not base64 of 16 bytes",
            "400, car la clé n'est pas le base64 de 16 octets")
            .source("RFC 6455 §4.2.1, 5")
            .cause("The key is used without looking at it, or only its length in characters is.",
                    "La clé est utilisée sans être examinée, ou seule sa longueur en caractères l'est.");

    private static final Rule VERSION = rule(
            "426 with Sec-WebSocket-Version: 13, so that the client knows what would be understood",
            "426 avec Sec-WebSocket-Version: 13, pour que le client sache ce qui serait compris")
            .source("RFC 6455 §4.2.2, 4; §4.4");

    @Check(id = "request", points = 1, stage = 2, requires = "accept", source = "RFC 6455 §4.2.1", title = @Words(en = "What is no handshake is refused, and what is one is recognised.", fr = "Ce qui n'est pas une poignée de main est refusé, et ce qui en est une est reconnu."), hint = @Words(en = "RFC 6455 §4.2.1 lists what the request must have, one to six.", fr = "La RFC 6455 §4.2.1 énumère ce que la requête doit avoir, de un à six."))
    void theRequestIsReadClosely(Trial trial) {
        Instance server = trial.start();
        String[] fields = handshake(trial).request();

        trial.step("open a WebSocket as Firefox does, and in capitals",
                "ouvrir une WebSocket comme le fait Firefox, et en majuscules");
        for (String[] right : List.of(
                replace(fields, "Connection", "keep-alive, Upgrade"),
                replace(replace(fields, "Upgrade", "WebSocket"), "Connection",
                        "UPGRADE"))) {
            Response answer = open(server, "GET", right);
            answer.require(answer.status() == 101, WORDS);
        }
        trial.step("send requests that are no handshake",
                "envoyer des requêtes qui ne sont pas des poignées de main");
        refused(open(server, "POST", fields), 400, NOT_A_HANDSHAKE);
        for (String[] wrong : List.of(replace(fields, "Upgrade", null),
                replace(fields, "Upgrade", "h2c"), replace(fields, "Connection", null),
                replace(fields, "Connection", "keep-alive"))) {
            refused(open(server, "GET", wrong), 400, NOT_A_HANDSHAKE);
        }
        trial.step("send keys that are none", "envoyer des clés qui n'en sont pas");
        for (String key : Arrays.asList(null, key(trial, 15), key(trial, 17),
                "?".repeat(22) + "==")) {
            refused(open(server, "GET", replace(fields, "Sec-WebSocket-Key", key)), 400,
                    KEY);
        }
        trial.step("ask for another version", "demander une autre version");
        for (String version : Arrays.asList("12", "130", null)) {
            Response answer = open(server, "GET",
                    replace(fields, "Sec-WebSocket-Version", version));
            refused(answer, 426, VERSION);
            answer.requireField("13".equals(answer.field("Sec-WebSocket-Version")),
                    "Sec-WebSocket-Version", VERSION);
        }
    }

    private static final Rule SELECTED = rule(
            "the best of the subprotocols that both speak, alone",
            "le meilleur des sous-protocoles que les deux parlent, seul");

    private static final Rule NONE = rule(
            "no Sec-WebSocket-Protocol, as nothing that was offered is spoken here",
            "pas de Sec-WebSocket-Protocol, car rien de ce qui est proposé n'est parlé ici")
            .cause("The first one that was offered is answered. Pages put tokens there: it would come back in the clear.",
                    "Le premier proposé est renvoyé. Des pages y mettent des jetons : il reviendrait en clair.");

    @Check(id = "subprotocol", points = 1, stage = 2, requires = "accept", source = "RFC 6455 §4.2.2, 5", title = @Words(en = "A subprotocol is answered only if it was offered and is spoken.", fr = "Un sous-protocole n'est répondu que s'il a été proposé et est parlé."), hint = @Words(en = "Go through your own names, not through the client's.", fr = "Parcourez vos propres noms, pas ceux du client."))
    void onlyACommonSubprotocolIsSelected(Trial trial) {
        String best = trial.word() + ".v2";
        String other = trial.word() + ".v1";
        Instance server = trial.start(
                settings -> settings.with("protocols", best + "," + other));
        String token = trial.word();

        selected(trial, server, "offer both, and one that is unknown",
                "proposer les deux, et un inconnu", token + ", " + other + ", " + best,
                best);
        selected(trial, server, "offer the second", "proposer le second", other, other);
        selected(trial, server, "offer only what is unknown",
                "ne proposer que de l'inconnu",
                token, null);
        selected(trial, server, "offer a name that only begins like one",
                "proposer un nom qui ne fait que commencer comme l'un d'eux",
                best + "0", null);
        selected(trial, server, "offer nothing", "ne rien proposer", null, null);
    }

    private static void selected(Trial trial, Instance server, String en, String fr,
            String offered, String expected) {
        trial.step(en, fr);
        Response answer = open(server, "GET", replace(handshake(trial).request(),
                "Sec-WebSocket-Protocol", offered));
        answer.require(answer.status() == 101, SWITCHED);
        String selected = answer.field("Sec-WebSocket-Protocol");
        answer.requireField(
                expected == null ? selected == null : expected.equals(selected),
                "Sec-WebSocket-Protocol", expected == null ? NONE : SELECTED);
    }

    private static final Rule FOREIGN = rule(
            "403, as a page of this origin may not connect",
            "403, car une page de cette origine ne peut pas se connecter")
            .cause("The origin is compared by its beginning or its end; http://good.example.evil.example begins well.",
                    "L'origine est comparée par son début ou sa fin ; http://good.example.evil.example commence bien.");

    private static final Rule OURS = rule("101, as pages of this origin may connect",
            "101, car les pages de cette origine peuvent se connecter");

    private static final Rule NO_BROWSER = rule(
            "101: only browsers send Origin, and only they can be misled by a page",
            "101 : seuls les navigateurs envoient Origin, et eux seuls peuvent être trompés par une page");

    @Check(id = "origin", points = 1, stage = 2, requires = "accept", source = "RFC 6455 §10.2", title = @Words(en = "Pages of foreign origins are refused.", fr = "Les pages d'origines étrangères sont refusées."), hint = @Words(en = "Scheme, host and port: all three belong to an origin.", fr = "Schéma, hôte et port : les trois font partie d'une origine."))
    void foreignPagesAreRefused(Trial trial) {
        String host = trial.word() + ".example";
        String ours = "http://" + host;
        Instance server = trial.start(settings -> settings.with("origins",
                ours + ",https://localhost:7010"));

        trial.step("connect as pages that may",
                "se connecter comme des pages autorisées");
        for (String origin : List.of(ours, "https://localhost:7010")) {
            Response answer = connect(trial, server, origin);
            answer.require(answer.status() == 101, OURS);
        }
        trial.step("connect without Origin", "se connecter sans Origin");
        Response program = connect(trial, server, null);
        program.require(program.status() == 101, NO_BROWSER);
        trial.step("connect as pages that may not",
                "se connecter comme des pages interdites");
        for (String origin : List.of("http://" + trial.word() + ".example",
                "https://" + host,
                ours + ":8080", ours + ".evil.example", "http://evil." + host, "null",
                "http://localhost")) {
            refused(connect(trial, server, origin), 403, FOREIGN);
        }
    }

    private static Response connect(Trial trial, Instance server, String origin) {
        return open(server, "GET",
                replace(handshake(trial).request(), "Origin", origin));
    }

    private static void refused(Response answer, int status, Rule rule) {
        answer.require(answer.status() == status, rule);
    }

    private static Response open(Instance server, String method, String[] fields) {
        return server.connect().request(method, TARGET, "", fields).readHead();
    }

    private static Handshake handshake(Trial trial) {
        byte[] nonce = new byte[16];
        trial.random().nextBytes(nonce);
        return Handshake.with(nonce);
    }

    private static String key(Trial trial, int bytes) {
        byte[] nonce = new byte[bytes];
        trial.random().nextBytes(nonce);
        return Handshake.with(nonce).key();
    }

    /** @param value null to leave the field out */
    private static String[] replace(String[] fields, String name, String value) {
        List<String> changed = new ArrayList<>();
        for (String field : fields) {
            if (!field.startsWith(name + ":")) {
                changed.add(field);
            }
        }
        if (value != null) {
            changed.add(name + ": " + value);
        }
        return changed.toArray(String[]::new);
    }

    private static String lower(Response answer, String name) {
        String value = answer.field(name);
        return value == null ? null : value.toLowerCase(Locale.ROOT);
    }
}
