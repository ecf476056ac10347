package lab.exercises.sse_feed;

import static lab.judge.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lab.feed.InvalidInput;
import lab.feed.Json;
import lab.judge.Check;
import lab.judge.Checks;
import lab.judge.EventStream;
import lab.judge.Instance;
import lab.judge.Response;
import lab.judge.Rule;
import lab.judge.Trial;
import lab.judge.Wire;
import lab.judge.Words;

@Checks("sse-feed")
class SseFeedChecks {

    private static final Rule STREAM = rule("200 with Content-Type: text/event-stream",
            "200 avec Content-Type: text/event-stream")
            .source("WHATWG HTML, The EventSource interface")
            .cause("Anything else, and the browser gives up and does not come again.",
                    "Autrement, le navigateur abandonne et ne revient pas.");

    private static final Rule NOT_KEPT = rule("Cache-Control: no-store",
            "Cache-Control: no-store").source("RFC 9111 §5.2.2.5");

    private static final Rule NOT_BUFFERED = rule("X-Accel-Buffering: no",
            "X-Accel-Buffering: no")
            .source("nginx, proxy_buffering")
            .cause("Without it a proxy such as nginx collects events before it passes them on.",
                    "Sans lui, un mandataire tel que nginx rassemble des événements avant de les transmettre.");

    private static final Rule RETRY = rule(
            "retry: 2000, so that browsers do not choose by themselves",
            "retry: 2000, pour que les navigateurs ne choisissent pas eux-mêmes");

    private static final Rule NAMED = rule("an event of type notification",
            "un événement de type notification")
            .cause("Without the event field it is a message, which other listeners get.",
                    "Sans le champ event, c'est un message, que reçoivent d'autres écouteurs.");

    @Check(id = "stream", points = 1, stage = 1, source = "WHATWG HTML, Server-sent events", title = @Words(en = "What is published comes over the stream at once.", fr = "Ce qui est publié arrive aussitôt par le flux."), hint = @Words(en = "Look at what the response begins with, and at the first block.", fr = "Regardez par quoi commence la réponse, et le premier bloc."))
    void whatIsPublishedComes(Trial trial) {
        Instance server = start(trial);
        server.publish(trial.word());
        trial.step("open the stream, then publish three notifications one by one",
                "ouvrir le flux, puis publier trois notifications une à une");
        EventStream stream = server.events("/events");
        settle(server);
        Response head = stream.head();
        String type = String.valueOf(head.field("Content-Type"));
        head.require(head.status() == 200 && type.matches("text/event-stream *(;.*)?"),
                STREAM);
        head.requireField(
                String.valueOf(head.field("Cache-Control")).contains("no-store"),
                "Cache-Control", NOT_KEPT);
        head.requireField("no".equals(head.field("X-Accel-Buffering")),
                "X-Accel-Buffering", NOT_BUFFERED);
        for (int i = 0; i < 3; i++) {
            JsonNode published = server.publish(trial.word());
            EventStream.Event event = stream.next();
            trial.require(event.name().equals("notification"), NAMED, event);
            require(trial, event, LIVE, published);
        }
        trial.require("2000".equals(stream.retry()), RETRY,
                Trial.Seen.atTheEnd("retry " + stream.retry(),
                        "retry " + stream.retry()));
    }

    private static final Rule LIVE = rule(
            "the notification as data, and its cursor as id; nothing before it",
            "la notification en données, et son curseur en identifiant ; rien avant elle");

    private static final Rule RESUMED = rule(
            "what follows the last event id, oldest first, then what is new",
            "ce qui suit le dernier identifiant, le plus ancien d'abord, puis le nouveau");

    private static final Rule FIELD_FIRST = rule(
            "what follows Last-Event-ID, whatever the address says",
            "ce qui suit Last-Event-ID, quoi que dise l'adresse")
            .cause("The browser connects again to the address of the first time: its after is old.",
                    "Le navigateur se reconnecte à l'adresse de la première fois : son after est ancien.");

    private static final Rule PARAMETER = rule(
            "what follows after, for a client without Last-Event-ID",
            "ce qui suit after, pour un client sans Last-Event-ID");

    private static final Rule TOPICS = rule("only what is on the topics asked for",
            "seulement ce qui est sur les sujets demandés");

    @Check(id = "resume", points = 1, stage = 1, source = "WHATWG HTML, The Last-Event-ID header", title = @Words(en = "A client goes on where it broke off.", fr = "Un client reprend là où il s'est interrompu."), hint = @Words(en = "There are two places to start from. Which one knows better?", fr = "Il y a deux endroits d'où partir. Lequel en sait plus ?"))
    void aClientGoesOn(Trial trial) {
        Instance server = start(trial);
        List<JsonNode> history = new ArrayList<>();
        // More than one write may have.
        for (int i = 0; i < 200; i++) {
            history.add(server.publish(i % 2 == 0 ? "stock" : "orders", trial.word(),
                    ""));
        }
        int last = trial.random().nextInt(20, 60);
        trial.step(
                "publish 200, open the stream after one of them, and publish one more",
                "en publier 200, ouvrir le flux après l'une d'elles, et en publier encore une");
        EventStream stream = resume(server, "/events", history.get(last));
        require(trial, stream, RESUMED,
                history.subList(last + 1, 200).toArray(JsonNode[]::new));
        settle(server);
        history.add(server.publish("orders", trial.word(), ""));
        require(trial, stream, RESUMED, history.get(200));

        JsonNode old = history.get(3);
        trial.step("open it with both after and a later Last-Event-ID",
                "l'ouvrir avec after et un Last-Event-ID plus récent");
        require(trial,
                resume(server, "/events?after=" + cursor(old), history.get(last))
                        .next(),
                FIELD_FIRST, history.get(last + 1));
        trial.step("open it with after alone, as a cursor and as earliest",
                "l'ouvrir avec after seul, comme curseur et comme earliest");
        require(trial, server.events("/events?after=" + cursor(old)).next(), PARAMETER,
                history.get(4));
        require(trial, server.events("/events?after=earliest").next(), PARAMETER,
                history.get(0));
        trial.step("open it for the topic orders", "l'ouvrir pour le sujet orders");
        EventStream orders = resume(server, "/events?topics=orders", old);
        for (int i = 5; i < 40; i += 2) {
            require(trial, orders.next(), TOPICS, history.get(i));
        }
    }

    private static final int ROUNDS = 400;
    private static final int STEPS = 40;
    private static final long STEP_NANOS = 25_000;
    private static final int BEHIND = 30;

    private static final Rule NO_HOLE = rule(
            "every notification once and in order, also that which was published just now",
            "chaque notification une fois et dans l'ordre, y compris celle qui vient d'être publiée")
            .cause("History is read first and live begins afterwards: what is published in between is in neither. Or live begins first, and is sent before, or twice.",
                    "L'historique est lu d'abord et le direct commence après : ce qui est publié entre les deux n'est dans aucun. Ou le direct commence d'abord, et est envoyé avant, ou deux fois.");

    private static final Rule FIRST_ID = rule(
            "what was published since the first connection, which has had no event",
            "ce qui a été publié depuis la première connexion, qui n'a reçu aucun événement")
            .cause("The first block has no id: a client that breaks off before its first event does not know where it was.",
                    "Le premier bloc n'a pas d'identifiant : un client interrompu avant son premier événement ne sait pas où il en était.");

    @Check(id = "no-hole", points = 1, stage = 2, requires = {"stream",
            "resume"}, source = "WHATWG HTML, The Last-Event-ID header", title = @Words(en = "There is no hole where history meets live.", fr = "Il n'y a pas de trou là où l'historique rejoint le direct."), hint = @Words(en = "What if something is published between any two of your lines?", fr = "Et si quelque chose est publié entre deux de vos lignes ?"))
    void historyMeetsLive(Trial trial) {
        Instance server = start(trial);
        trial.step(
                "open the stream without a cursor, break off, publish one, and resume",
                "ouvrir le flux sans curseur, l'interrompre, en publier une, et reprendre");
        server.publish(trial.word());
        String known;
        try (EventStream first = server.events("/events")) {
            first.nextBlock();
            known = first.lastEventId();
        }
        trial.require(!known.isEmpty(), FIRST_ID,
                Trial.Seen.atTheEnd("no id to resume from",
                        "pas d'identifiant d'où reprendre"));
        JsonNode missed = server.publish(trial.word());
        require(trial, server.events("/events", "Last-Event-ID: " + known).next(),
                FIRST_ID, missed);

        trial.step("%d times: resume, publish one at nearly the same time, then another"
                .formatted(ROUNDS),
                "%d fois : reprendre, en publier une presque au même moment, puis une autre"
                        .formatted(ROUNDS));
        List<JsonNode> history = new ArrayList<>();
        for (int i = 0; i <= BEHIND; i++) {
            history.add(server.publish(trial.word()));
        }
        Wire publishing = server.connect();
        for (int i = 0; i < ROUNDS; i++) {
            List<JsonNode> behind = history.subList(history.size() - BEHIND,
                    history.size());
            Wire connection = server.connect().request("GET", "/events", "",
                    "Accept: text/event-stream", "Last-Event-ID: "
                            + cursor(history.get(history.size() - BEHIND - 1)));
            // Somewhat later each time, so that some come just between history and live.
            long start = System.nanoTime();
            while (System.nanoTime() - start < i % STEPS * STEP_NANOS) {
                Thread.onSpinWait();
            }
            JsonNode now = publish(publishing, trial.word());
            try (EventStream stream = EventStream.over(trial, connection)) {
                require(trial, stream, NO_HOLE, behind.toArray(JsonNode[]::new));
                require(trial, stream, NO_HOLE, now);
                // Were that one to come twice, it would be before the next.
                JsonNode next = publish(publishing, trial.word());
                require(trial, stream, NO_HOLE, next);
                history.addAll(List.of(now, next));
            }
        }
    }

    private static final Rule GAP = rule(
            "an event reset with data, and with an id from which all that is retained follows",
            "un événement reset avec des données, et un identifiant d'où suit tout ce qui est retenu")
            .source("The wire contract, gaps are said aloud")
            .cause("Without data a browser drops the event; without an id it resumes in the gap, for ever.",
                    "Sans données, un navigateur abandonne l'événement ; sans identifiant, il reprend dans le trou, sans fin.");

    private static final Rule RETAINED = rule("all that is retained, after the reset",
            "tout ce qui est retenu, après le reset");

    private static final Rule NO_GAP = rule("no reset, as nothing is missing",
            "pas de reset, car rien ne manque");

    @Check(id = "gap", points = 1, stage = 2, requires = "resume", source = "The wire contract, gaps are said aloud", title = @Words(en = "What is not retained any more is said aloud.", fr = "Ce qui n'est plus retenu est dit tout haut."), hint = @Words(en = "A batch knows whether something is missing before it, and where it starts.", fr = "Un lot sait si quelque chose manque avant lui, et où il commence."))
    void aGapIsSaidAloud(Trial trial) {
        Instance server = trial.start(settings -> settings
                .with("heartbeat", Duration.ofMinutes(10)).with("capacity", 3));
        trial.step(
                "start with capacity=3, and resume from a cursor of another life of the feed",
                "démarrer avec capacity=3, et reprendre d'un curseur d'une autre vie du flux");
        EventStream unknown = server.events("/events", "Last-Event-ID: zzzz-1");
        EventStream.Event reset = unknown.next();
        trial.require(reset.name().equals("reset") && !reset.data().isEmpty(), GAP,
                reset);
        settle(server);
        require(trial, unknown, RETAINED, server.publish(trial.word()));

        trial.step("publish five more, and resume from the first of all",
                "en publier cinq autres, et reprendre de la toute première");
        List<JsonNode> published = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            published.add(server.publish(trial.word()));
        }
        EventStream lost = resume(server, "/events", published.get(0));
        EventStream.Event said = lost.next();
        trial.require(said.name().equals("reset") && !said.data().isEmpty(), GAP,
                said);
        require(trial, lost, RETAINED,
                published.subList(2, 5).toArray(JsonNode[]::new));
        trial.step("resume from the id of the reset",
                "reprendre de l'identifiant du reset");
        EventStream again = server.events("/events", "Last-Event-ID: " + said.id());
        EventStream.Event first = again.next();
        trial.require(!first.name().equals("reset"), GAP, first);
        require(trial, first, GAP, published.get(2));

        trial.step("resume from the last but one, where nothing is missing",
                "reprendre de l'avant-dernière, où rien ne manque");
        require(trial, resume(server, "/events", published.get(3)).next(), NO_GAP,
                published.get(4));
    }

    private static final Rule COMMENT = rule(
            "a comment and a blank line, and nothing else, as long as there is no news",
            "un commentaire et une ligne vide, et rien d'autre, tant qu'il n'y a pas de nouvelle")
            .cause("A heartbeat that is an event reaches the listeners, and its id the next Last-Event-ID.",
                    "Un battement qui est un événement atteint les écouteurs, et son identifiant le prochain Last-Event-ID.");

    @Check(id = "heartbeat", points = 1, stage = 2, requires = "stream", source = "WHATWG HTML, Authoring notes", title = @Words(en = "A stream without news has a heartbeat, which is a comment.", fr = "Un flux sans nouvelle a un battement, qui est un commentaire."), hint = @Words(en = "Which line is ignored by every browser?", fr = "Quelle ligne est ignorée par tout navigateur ?"))
    void aQuietStreamHasAHeartbeat(Trial trial) {
        Instance server = trial.start(
                settings -> settings.with("heartbeat", Duration.ofMillis(50)));
        trial.step("start with heartbeat=50ms, and open two streams",
                "démarrer avec heartbeat=50ms, et ouvrir deux flux");
        List<EventStream> streams = List.of(server.events("/events"),
                server.events("/events?topics=stock"));
        for (EventStream stream : streams) {
            stream.nextBlock();
            for (int i = 0; i < 3; i++) {
                EventStream.Block block = stream.nextBlock();
                trial.require(block.event() == null && !block.comments().isEmpty()
                        && block.comments().size() == block.lines().size(), COMMENT,
                        block);
            }
        }
        trial.step("publish one", "en publier une");
        JsonNode news = server.publish("stock", trial.word(), "");
        for (EventStream stream : streams) {
            require(trial, stream.next(), LIVE, news);
        }
    }

    private static final Rule COUNTED = rule("as many clients as have the stream open",
            "autant de clients qu'il y a de flux ouverts").source("README");

    private static final Rule FORGOTTEN = rule(
            "only the client that is still there, as soon as a heartbeat could not be sent to the others",
            "seulement le client encore là, dès qu'un battement n'a pu être envoyé aux autres")
            .cause("Nobody takes a client out when its connection ends: each that comes and goes stays in memory.",
                    "Personne ne retire un client quand sa connexion se termine : chacun de ceux qui passent reste en mémoire.");

    private static final Rule OTHERS = rule(
            "the notification, for the client that is still there",
            "la notification, pour le client encore là")
            .cause("What goes wrong with one client ends the loop over all of them.",
                    "Ce qui échoue avec un client termine la boucle sur tous les autres.");

    @Check(id = "clean-up", points = 1, stage = 3, requires = "heartbeat", source = "conformance of the labs, Server-Sent Events 14", title = @Words(en = "A client that goes is forgotten, and the others do not notice.", fr = "Un client qui part est oublié, et les autres ne remarquent rien."), hint = @Words(en = "Who tells you that a client is gone?", fr = "Qui vous dit qu'un client est parti ?"))
    void aClientThatGoesIsForgotten(Trial trial) {
        Instance server = trial.start(
                settings -> settings.with("heartbeat", Duration.ofMillis(50)));
        trial.step("start with heartbeat=50ms, open seven streams, and ask /status",
                "démarrer avec heartbeat=50ms, ouvrir sept flux, et demander /status");
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            streams.add(server.events("/events"));
        }
        requireClients(server, streams.get(0), 7, COUNTED);
        trial.step("end six of them, some by FIN and some by RST, and publish three",
                "en terminer six, certains par FIN et d'autres par RST, et en publier trois");
        EventStream stays = streams.remove(trial.random().nextInt(7));
        for (EventStream stream : streams.subList(0, 3)) {
            stream.wire().reset();
        }
        streams.forEach(EventStream::close);
        for (int i = 0; i < 3; i++) {
            JsonNode news = server.publish(trial.word());
            require(trial, stays.next(), OTHERS, news);
        }
        trial.step("ask /status until the six are forgotten",
                "demander /status jusqu'à ce que les six soient oubliés");
        requireClients(server, stays, 1, FORGOTTEN);
        JsonNode news = server.publish(trial.word());
        require(trial, stays.next(), OTHERS, news);
    }

    private static final int CAPACITY = 20;
    private static final int FLOOD = 400;
    /** Twelve bytes in JSON, as often as a body may have it: in all far more than any socket keeps. */
    private static final String BODY = "\uD83D\uDCE6".repeat(2_000);

    private static final Rule NOT_DELAYED = rule(
            "the notification at once, for the client that reads",
            "la notification aussitôt, pour le client qui lit");

    private static final Rule BOUNDED = rule(
            "an event reset where the slow client has missed something, or the stream's end",
            "un événement reset là où le client lent a manqué quelque chose, ou la fin du flux")
            .source("The wire contract, gaps are said aloud")
            .cause("All of it has been kept for one client that does not read: memory has no bound. Or it was left out, and nobody was told.",
                    "Tout a été gardé pour un seul client qui ne lit pas : la mémoire n'a pas de borne. Ou on l'a omis, sans le dire à personne.");

    private static final Rule GOES_ON = rule(
            "the next notification, for the client that was slow",
            "la notification suivante, pour le client qui était lent");

    @Check(id = "slow-reader", points = 1, stage = 3, requires = {"stream",
            "gap"}, source = "conformance of the labs, Server-Sent Events 17", title = @Words(en = "A slow reader delays nobody, and costs no memory.", fr = "Un lecteur lent ne retarde personne, et ne coûte pas de mémoire."), hint = @Words(en = "A client that takes no more has a cursor, and the feed has the rest.", fr = "Un client qui ne prend plus rien a un curseur, et le flux a le reste."))
    void aSlowReaderDelaysNobody(Trial trial) {
        Instance server = trial.start(settings -> settings
                .with("heartbeat", Duration.ofMinutes(10)).with("capacity", CAPACITY));
        trial.step("start with capacity=%d, open a stream and do not read it"
                .formatted(CAPACITY),
                "démarrer avec capacity=%d, ouvrir un flux et ne pas le lire"
                        .formatted(CAPACITY));
        EventStream slow = EventStream.over(trial, server.connect(4096)
                .request("GET", "/events", "", "Accept: text/event-stream"));
        EventStream quick = server.events("/events");
        settle(server);
        trial.step("publish %d of 24 kB, and read each over another stream"
                .formatted(FLOOD),
                "en publier %d de 24 ko, et lire chacune par un autre flux"
                        .formatted(FLOOD));
        Wire publishing = server.connect();
        String last = "";
        for (int i = 0; i < FLOOD; i++) {
            JsonNode published = publish(publishing, trial.word(), BODY);
            EventStream.Event event = quick.next();
            last = cursor(published);
            trial.require(event.id().equals(last), NOT_DELAYED, event);
        }
        trial.step("read the first stream, then publish one more",
                "lire le premier flux, puis en publier encore une");
        if (reaches(trial, slow, last)) {
            String next = cursor(publish(publishing, trial.word()));
            EventStream.Block block = slow.blockOrEnd();
            while (block != null && block.event() == null) {
                block = slow.blockOrEnd();
            }
            trial.require(block == null || block.event().id().equals(next), GOES_ON,
                    block);
        }
    }

    /**
     * Reads up to the last one, or to the stream's end: then it is false. Nothing may be missing but
     * after a reset, and something must be missing.
     */
    private static boolean reaches(Trial trial, EventStream slow, String last) {
        boolean missed = false;
        boolean said = true;
        long position = 0;
        while (!slow.lastEventId().equals(last)) {
            EventStream.Block block = slow.blockOrEnd();
            if (block == null) {
                return false;
            }
            if (block.event() != null) {
                long next = position(block.event().id());
                boolean reset = block.event().name().equals("reset");
                trial.require(reset || said || next == position + 1, BOUNDED, block);
                missed |= reset;
                said = reset;
                position = next;
            }
        }
        trial.require(missed, BOUNDED, Trial.Seen.atTheEnd(
                "all %d".formatted(FLOOD), "toutes les %d".formatted(FLOOD)));
        return true;
    }

    /** Cursors are opaque to clients; those of the feed that exercises are given end with a number. */
    private static long position(String cursor) {
        String digits = cursor.substring(cursor.lastIndexOf('-') + 1);
        return digits.matches("[0-9]{1,9}") ? Long.parseLong(digits) : -1;
    }

    /** Longer than a check waits: nothing may depend on it that is to come at once. */
    private static Instance start(Trial trial) {
        return trial.start(
                settings -> settings.with("heartbeat", Duration.ofMinutes(10)));
    }

    /**
     * Gives the streams that were opened before the time to go live: some requests are sent and answered.
     * What a right exercise sends does not depend on it; only {@code no-hole} asks for more than that.
     */
    private static void settle(Instance server) {
        for (int i = 0; i < 20; i++) {
            server.get("/status");
        }
    }

    private static EventStream resume(Instance server, String target, JsonNode last) {
        return server.events(target, "Last-Event-ID: " + cursor(last));
    }

    private static void require(Trial trial, EventStream stream, Rule rule,
            JsonNode... expected) {
        for (JsonNode each : expected) {
            require(trial, stream.next(), rule, each);
        }
    }

    private static void require(Trial trial, EventStream.Event event, Rule rule,
            JsonNode expected) {
        trial.require(event.id().equals(cursor(expected)) && isJson(event, expected),
                rule, event);
    }

    private static boolean isJson(EventStream.Event event, JsonNode expected) {
        try {
            return Json.parse(event.data()).equals(expected);
        } catch (InvalidInput notJson) {
            return false;
        }
    }

    /** Asks after each heartbeat: a right exercise comes to this number at some time, and a wrong one never does. */
    private static void requireClients(Instance server, EventStream beating,
            int expected, Rule rule) {
        long end = System.nanoTime() + Trial.limit().toNanos();
        Response status = server.get("/status");
        while (status.json().path("clients").asInt(-1) != expected
                && System.nanoTime() - end < 0) {
            beating.nextBlock();
            status = server.get("/status");
        }
        status.requireBody(status.json().path("clients").asInt(-1) == expected, rule);
    }

    private static JsonNode publish(Wire publishing, String title) {
        return publish(publishing, title, "");
    }

    /** Over a connection that stays: as quick as publishing can be. */
    private static JsonNode publish(Wire publishing, String title, String body) {
        return publishing.request("POST", "/notifications",
                "{\"topic\":\"test\",\"severity\":\"info\",\"title\":\"%s\",\"body\":\"%s\"}"
                        .formatted(title, body),
                "Content-Type: application/json").readResponse().json();
    }

    private static String cursor(JsonNode notification) {
        return notification.path("cursor").asText();
    }
}
