package lab.exercises.long_polling;

import static lab.judge.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lab.judge.Check;
import lab.judge.Checks;
import lab.judge.Instance;
import lab.judge.Response;
import lab.judge.Rule;
import lab.judge.Trial;
import lab.judge.Wire;
import lab.judge.Words;

@Checks("long-polling")
class LongPollingChecks {

    private static final Rule OK = rule("200 with the JSON object",
            "200 avec l'objet JSON");

    private static final Rule BACKLOG = rule(
            "everything after the cursor in one answer, oldest first",
            "tout ce qui suit le curseur dans une seule réponse, le plus ancien d'abord")
            .cause("Only one notification is taken for each poll, or the newest is taken for all.",
                    "Une seule notification est prise par requête, ou la plus récente est prise pour toutes.");

    private static final Rule CURSOR = rule(
            "the cursor to go on from: that of the last one",
            "le curseur d'où continuer : celui de la dernière");

    @Check(id = "backlog", points = 1, stage = 1, source = "RFC 6202 §2.2", title = @Words(en = "What is there already comes at once, in one answer.", fr = "Ce qui est déjà là arrive aussitôt, en une seule réponse."), hint = @Words(en = "Look for news before you wait for it.", fr = "Cherchez les nouvelles avant de les attendre."))
    void theBacklogComesInOneAnswer(Trial trial) {
        Instance server = start(trial);
        trial.step("publish three notifications, and poll after the first",
                "publier trois notifications, et interroger après la première");
        JsonNode first = server.publish(trial.word());
        JsonNode second = server.publish(trial.word());
        JsonNode third = server.publish(trial.word());

        Response answer = server.get("/poll?after=" + cursor(first));
        has(answer, BACKLOG, second, third);
        answer.requireBody(
                cursor(third).equals(answer.json().path("cursor").textValue()),
                CURSOR);
    }

    private static final Rule NOT_EARLIER = rule(
            "no answer before the hold time has passed",
            "pas de réponse avant la fin du délai de rétention")
            .cause("The poll is answered at once with an empty list: that is interval polling.",
                    "La requête reçoit aussitôt une liste vide : c'est l'interrogation périodique.");

    private static final Rule NEWS = rule(
            "one answer, with the notification that was published while the poll was held",
            "une réponse, avec la notification publiée pendant que la requête était retenue");

    @Check(id = "hold", points = 1, stage = 1, source = "RFC 6202 §2.1", title = @Words(en = "Without news a poll is held, and answered with the first.", fr = "Sans nouvelle une requête est retenue, et répondue avec la première."), hint = @Words(en = "Who completes the answer later?", fr = "Qui complète la réponse plus tard ?"))
    void aPollIsHeldUntilThereIsNews(Trial trial) {
        Duration hold = Duration.ofMillis(300);
        Instance quick = trial.start(settings -> settings.with("hold", hold));
        trial.step("start with hold=300ms, and poll after the newest",
                "démarrer avec hold=300ms, et interroger après la plus récente");
        JsonNode newest = quick.publish(trial.word());
        long start = System.nanoTime();
        Response answer = quick.get("/poll?after=" + cursor(newest));
        long millis = (System.nanoTime() - start) / 1_000_000;
        trial.require(millis >= hold.toMillis(), NOT_EARLIER,
                Trial.Seen.atTheEnd("%d after %d ms".formatted(answer.status(), millis),
                        "%d après %d ms".formatted(answer.status(), millis)));

        Instance server = start(trial);
        JsonNode before = server.publish(trial.word());
        for (int i = 0; i < 3; i++) {
            trial.step("poll after the newest, then publish one",
                    "interroger après la plus récente, puis en publier une");
            Wire poll = poll(server, "after=" + cursor(before));
            settle(server);
            before = server.publish(trial.word());
            has(poll.readResponse(), NEWS, before);
        }
    }

    private static final Rule EMPTY = rule(
            "200 with an empty list and the same cursor: a time-out is no error",
            "200 avec une liste vide et le même curseur : un délai écoulé n'est pas une erreur");

    @Check(id = "time-out", points = 1, stage = 2, requires = "hold", source = "RFC 6202 §5.5", title = @Words(en = "After the hold time a poll is answered, emptily.", fr = "Après le délai, une requête reçoit une réponse, vide."), hint = @Words(en = "An empty batch has a cursor too.", fr = "Un lot vide a un curseur, lui aussi."))
    void aTimeOutIsAnEmptyAnswer(Trial trial) {
        Instance server = trial.start(
                settings -> settings.with("hold", Duration.ofMillis(100)));
        JsonNode before = server.publish(trial.word());
        for (String after : List.of("after=" + cursor(before), "")) {
            trial.step(
                    "start with hold=100ms, and poll after the newest, or with no cursor",
                    "démarrer avec hold=100ms, et interroger après la plus récente, ou sans curseur");
            Response answer = server.get("/poll?" + after);
            has(answer, EMPTY);
            answer.requireBody(cursor(before).equals(
                    answer.json().path("cursor").textValue()), EMPTY);
        }
    }

    private static final Rule TOPICS = rule(
            "nothing for what is on other topics, then what is on this one",
            "rien pour ce qui est sur d'autres sujets, puis ce qui est sur celui-ci")
            .cause("Each publication answers each poll, with an empty list if need be.",
                    "Chaque publication répond à chaque requête, avec une liste vide au besoin.");

    @Check(id = "topics", points = 1, stage = 2, requires = "hold", source = "The wire contract, topics", title = @Words(en = "Only news on its topics answers a poll.", fr = "Seules les nouvelles de ses sujets répondent à une requête."), hint = @Words(en = "A batch knows whether it is empty.", fr = "Un lot sait s'il est vide."))
    void otherTopicsDoNotAnswer(Trial trial) {
        Instance server = start(trial);
        String before = cursor(server.publish(trial.word()));
        trial.step("poll for the topic stock, publish on orders, then on stock",
                "interroger le sujet stock, publier sur orders, puis sur stock");
        Wire poll = poll(server, "topics=stock&after=" + before);
        settle(server);
        server.publish("orders", trial.word(), "");
        server.publish("orders", trial.word(), "");
        JsonNode news = server.publish("stock", trial.word(), "");

        has(poll.readResponse(), TOPICS, news);
    }

    private static final Rule ENDED = rule(
            "an empty answer to the first poll, as the same client has sent a second",
            "une réponse vide à la première requête, car le même client en a envoyé une seconde");

    private static final Rule SECOND = rule("the notification, for the second poll",
            "la notification, pour la seconde requête")
            .cause("The end of the first poll takes the second with it: they are kept under the same name.",
                    "La fin de la première requête emporte la seconde : elles sont gardées sous le même nom.");

    private static final Rule OTHERS = rule(
            "the notification, for another client's poll",
            "la notification, pour la requête d'un autre client");

    @Check(id = "second", points = 1, stage = 2, requires = "hold", source = "RFC 6202 §5.2; conformance of the labs, long polling 10", title = @Words(en = "A client's second poll ends its first.", fr = "La seconde requête d'un client termine la première."), hint = @Words(en = "What does the map have when the first one is forgotten?", fr = "Que contient la table quand la première est oubliée ?"))
    void aSecondPollEndsTheFirst(Trial trial) {
        Instance server = start(trial);
        String after = "&after=" + cursor(server.publish(trial.word()));
        String client = trial.word();
        trial.step(
                "poll twice as the same client, and once as another, and once as nobody",
                "interroger deux fois comme le même client, une fois comme un autre, une fois sans nom");
        Wire other = poll(server, "client=" + trial.word() + after);
        Wire nobody = poll(server, after);
        Wire alsoNobody = poll(server, after);
        Wire first = poll(server, "client=" + client + after);
        settle(server);
        Wire second = poll(server, "client=" + client + after);
        has(first.readResponse(), ENDED);
        settle(server);
        trial.step("publish one", "en publier une");
        JsonNode news = server.publish(trial.word());

        has(second.readResponse(), SECOND, news);
        has(other.readResponse(), OTHERS, news);
        has(nobody.readResponse(), OTHERS, news);
        has(alsoNobody.readResponse(), OTHERS, news);
    }

    private static final Rule GAP = rule(
            "\"reset\": true at once, with all that is retained",
            "« reset » : true aussitôt, avec tout ce qui est retenu")
            .source("The wire contract, gaps are said aloud");

    private static final Rule NO_GAP = rule("\"reset\": false, as nothing is missing",
            "« reset » : false, car rien ne manque");

    @Check(id = "gap", points = 1, stage = 2, requires = "backlog", source = "The wire contract, gaps are said aloud", title = @Words(en = "A cursor that is not retained any more is answered with a gap.", fr = "Un curseur qui n'est plus retenu reçoit l'annonce d'un trou."), hint = @Words(en = "A gap is news, even when there is no notification.", fr = "Un trou est une nouvelle, même sans notification."))
    void aGapIsSaidAtOnce(Trial trial) {
        Instance server = trial.start(settings -> settings
                .with("hold", Duration.ofMinutes(10)).with("capacity", 2));
        trial.step(
                "start with capacity=2, and poll after a cursor of another life of the feed",
                "démarrer avec capacity=2, et interroger après un curseur d'une autre vie du flux");
        Response unknown = server.get("/poll?after=zzzz-1");
        has(unknown, GAP);
        unknown.requireBody(unknown.json().path("reset").booleanValue(), GAP);
        trial.step("publish four, and poll after the first",
                "en publier quatre, et interroger après la première");
        List<JsonNode> published = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            published.add(server.publish(trial.word()));
        }
        Response lost = server.get("/poll?after=" + cursor(published.get(0)));
        has(lost, GAP, published.get(2), published.get(3));
        lost.requireBody(lost.json().path("reset").booleanValue(), GAP);
        trial.step("poll after the third", "interroger après la troisième");
        Response next = server.get("/poll?after=" + cursor(published.get(2)));
        has(next, BACKLOG, published.get(3));
        next.requireBody(!next.json().path("reset").asBoolean(true), NO_GAP);
    }

    private static final int ROUNDS = 500;
    private static final int STEPS = 50;
    private static final long STEP_NANOS = 20_000;

    private static final Rule EVERY_ONE = rule(
            "the notification that was published meanwhile, once",
            "la notification publiée entre-temps, une fois")
            .source("RFC 6202 §2.2")
            .cause("Between looking for news and holding the poll something was published: nobody looks again.",
                    "Entre la recherche de nouvelles et la rétention, quelque chose a été publié : personne ne regarde plus.");

    @Check(id = "nothing-lost", points = 1, stage = 3, requires = {"hold",
            "backlog"}, source = "RFC 6202 §2.2", title = @Words(en = "Between two polls nothing is lost.", fr = "Entre deux requêtes, rien ne se perd."), hint = @Words(en = "Which comes first: holding, or looking?", fr = "Que faire d'abord : retenir, ou regarder ?"))
    void nothingIsLostBetweenPolls(Trial trial) {
        Instance server = start(trial);
        String cursor = cursor(server.publish(trial.word()));
        Wire polling = server.connect();
        Wire publishing = server.connect();
        trial.step(
                "%d times: poll, and publish one at nearly the same time"
                        .formatted(ROUNDS),
                "%d fois : interroger, et en publier une presque au même moment"
                        .formatted(ROUNDS));
        for (int i = 0; i < ROUNDS; i++) {
            String title = trial.word();
            polling.request("GET", "/poll?after=" + cursor, "");
            // Somewhat later each time, so that some come just between looking and holding.
            long start = System.nanoTime();
            while (System.nanoTime() - start < i % STEPS * STEP_NANOS) {
                Thread.onSpinWait();
            }
            publishing.request("POST", "/notifications",
                    "{\"topic\":\"test\",\"severity\":\"info\",\"title\":\"%s\",\"body\":\"\"}"
                            .formatted(title),
                    "Content-Type: application/json");
            JsonNode news = publishing.readResponse().json();
            has(polling.readResponse(), EVERY_ONE, news);
            cursor = cursor(news);
        }
    }

    private static final Rule STILL_ANSWERS = rule(
            "every poll is answered, and the server takes publications meanwhile: no thread waits for a poll",
            "chaque requête reçoit sa réponse, et le serveur accepte des publications : aucun thread n'attend une requête")
            .source("RFC 6202 §5.1")
            .cause("A thread is parked for each poll; when all are, nobody is left to publish.",
                    "Un thread est immobilisé pour chaque requête ; quand tous le sont, il n'en reste plus pour publier.");

    @Check(id = "nothing-parked", points = 1, stage = 3, requires = "hold", source = "RFC 6202 §5.1", title = @Words(en = "Held polls cost no threads.", fr = "Les requêtes retenues ne coûtent aucun thread."), hint = @Words(en = "A future may be completed by somebody else.", fr = "Un future peut être complété par quelqu'un d'autre."))
    void heldPollsCostNoThread(Trial trial) {
        Instance server = start(trial);
        String after = "after=" + cursor(server.publish(trial.word()));
        trial.step("hold 300 polls, then publish one",
                "retenir 300 requêtes, puis en publier une");
        List<Wire> polls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            polls.add(poll(server, after));
        }
        settle(server);
        JsonNode news = server.publish(trial.word());

        for (Wire poll : polls) {
            has(poll.readResponse(), STILL_ANSWERS, news);
        }
    }

    private static Wire poll(Instance server, String query) {
        return server.connect().request("GET", "/poll?" + query, "");
    }

    /** Longer than a check waits: a poll that only its time-out would answer counts as one that hangs. */
    private static Instance start(Trial trial) {
        return trial.start(settings -> settings.with("hold", Duration.ofMinutes(10)));
    }

    /**
     * Gives the polls that were sent before the time to be held: some more requests are sent and answered. What a
     * right exercise answers does not depend on it, since all polls have a cursor.
     */
    private static void settle(Instance server) {
        for (int i = 0; i < 20; i++) {
            server.get("/");
        }
    }

    private static void has(Response answer, Rule rule, JsonNode... expected) {
        answer.require(answer.status() == 200, OK);
        ArrayNode notifications = JsonNodeFactory.instance.arrayNode()
                .addAll(List.of(expected));
        answer.requireBody(answer.json().path("notifications").equals(notifications),
                rule);
    }

    private static String cursor(JsonNode notification) {
        return notification.path("cursor").textValue();
    }
}
