package lab.exercises.polling;

import static lab.judge.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import lab.judge.Check;
import lab.judge.Checks;
import lab.judge.Instance;
import lab.judge.Response;
import lab.judge.Rule;
import lab.judge.Trial;
import lab.judge.Words;

@Checks("polling")
class PollingChecks {

    private static final Rule OK = rule("200 with the JSON object",
            "200 avec l'objet JSON");

    private static final Rule AFTER = rule(
            "exactly what was published after the cursor, oldest first",
            "exactement ce qui a été publié après le curseur, le plus ancien d'abord")
            .cause("The notification at the cursor itself is sent again, or the cursor is ignored.",
                    "La notification du curseur lui-même est renvoyée, ou le curseur est ignoré.");

    private static final Rule GO_ON = rule(
            "the cursor to go on from, so that the next question gives the rest",
            "le curseur d'où continuer, pour que la question suivante donne le reste")
            .cause("With a limit, the newest are sent instead of the oldest, or the cursor is the feed's newest: what lies between is lost.",
                    "Avec une limite, ce sont les plus récentes qui partent au lieu des plus anciennes, ou le curseur est le plus récent du flux : ce qui est entre les deux est perdu.");

    private static final Rule TOPICS = rule("only what is on the topics asked for",
            "seulement ce qui est sur les sujets demandés");

    private static final Rule NOTHING_NEW = rule(
            "no notification without \"after\", but the cursor to ask after the next time",
            "aucune notification sans « after », mais le curseur à donner la prochaine fois");

    private static final Rule GAP = rule(
            "\"reset\": true and all that is retained, as the cursor is not retained any more",
            "« reset » : true et tout ce qui est retenu, car le curseur ne l'est plus")
            .source("The wire contract, gaps are said aloud")
            .cause("The gap is papered over: the client believes that it has missed nothing.",
                    "Le trou est caché : le client croit n'avoir rien manqué.");

    @Check(id = "history", points = 1, stage = 1, source = "The wire contract, GET /notifications", title = @Words(en = "The history after a cursor is complete, in order, and says how to go on.", fr = "L'historique après un curseur est complet, dans l'ordre, et dit comment continuer."), hint = @Words(en = "A Subscription starts after a cursor; its next batch knows its own cursor and whether there was a gap.", fr = "Une Subscription commence après un curseur ; le lot suivant connaît son curseur et sait s'il y a eu un trou."))
    void historyAfterACursor(Trial trial) {
        Instance server = trial.start(settings -> settings.with("capacity", 4));
        trial.step("start with capacity=4 and publish four notifications",
                "démarrer avec capacity=4 et publier quatre notifications");
        List<JsonNode> published = new ArrayList<>();
        for (String topic : List.of("orders", "stock", "orders", "stock")) {
            published.add(server.publish(topic, trial.word(), "é\n\"" + trial.word()));
        }

        trial.step("read after the first", "lire après la première");
        answer(server, "after=" + cursor(published, 0), published.subList(1, 4),
                cursor(published, 3), false, AFTER);
        trial.step("read all of them", "les lire toutes");
        answer(server, "after=earliest", published, cursor(published, 3), false, AFTER);
        trial.step("read two of them, then the rest",
                "en lire deux, puis le reste");
        answer(server, "after=earliest&limit=2", published.subList(0, 2),
                cursor(published, 1), false, GO_ON);
        trial.step("read one topic", "lire un seul sujet");
        answer(server, "after=earliest&topics=stock",
                List.of(published.get(1), published.get(3)), cursor(published, 3),
                false,
                TOPICS);
        trial.step("read without \"after\"", "lire sans « after »");
        answer(server, "", List.of(), cursor(published, 3), false, NOTHING_NEW);
        trial.step(
                "publish two more, and read after the first, which is not retained any more",
                "en publier deux autres, et lire après la première, qui n'est plus retenue");
        published.add(server.publish(trial.word()));
        published.add(server.publish(trial.word()));
        answer(server, "after=" + cursor(published, 0), published.subList(2, 6),
                cursor(published, 5), true, GAP);
    }

    private static final Rule TAG = rule(
            "ETag, an opaque text in double quotes, in the answer",
            "ETag, un texte opaque entre guillemets droits, dans la réponse")
            .source("RFC 9110 §8.8.3");

    private static final Rule NOT_MODIFIED = rule(
            "304 without a body, as If-None-Match has the answer's tag",
            "304 sans corps, car If-None-Match contient l'étiquette de la réponse")
            .cause("If-None-Match is compared as one text. It may be a list, a tag may be weak (W/), and * stands for any.",
                    "If-None-Match est comparé comme un seul texte. Ce peut être une liste, une étiquette peut être faible (W/), et * vaut pour toutes.");

    private static final Rule SAYS_TAG = rule("the same ETag in the 304",
            "la même ETag dans le 304").source("RFC 9110 §15.4.5")
            .cause("ETag is only set where the body is sent.",
                    "ETag n'est mise que là où le corps est envoyé.");

    @Check(id = "not-modified", points = 1, stage = 2, requires = "history", source = "RFC 9110 §13.1.2", title = @Words(en = "A client that has the answer already is told so with 304.", fr = "Un client qui a déjà la réponse l'apprend par un 304."), hint = @Words(en = "Read RFC 9110 §13.1.2 for what If-None-Match may be, and §15.4.5 for what a 304 must say.", fr = "La RFC 9110 §13.1.2 dit ce que peut être If-None-Match, et §15.4.5 ce qu'un 304 doit dire."))
    void anUnchangedAnswerIsNotSentAgain(Trial trial) {
        Instance server = trial.start();
        trial.step("publish one notification and read it",
                "publier une notification et la lire");
        server.publish(trial.word());
        String target = "/notifications?after=earliest";
        String tag = tag(server.get(target));

        for (String condition : List.of(tag, "\"" + trial.word() + "\", " + tag,
                "W/" + tag + ", \"" + trial.word() + "\"", "*")) {
            trial.step("read again with If-None-Match: " + condition,
                    "relire avec If-None-Match: " + condition);
            Response again = server.get(target, "If-None-Match: " + condition);
            again.require(again.status() == 304 && again.body().isEmpty(),
                    NOT_MODIFIED);
            again.requireField(
                    again.field("ETag") != null && again.field("ETag").endsWith(tag),
                    "ETag", SAYS_TAG);
        }
    }

    private static final Rule MODIFIED = rule(
            "200 with the new body, as the answer is another now",
            "200 avec le nouveau corps, car la réponse a changé")
            .cause("The tag does not depend on everything that the answer depends on.",
                    "L'étiquette ne dépend pas de tout ce dont dépend la réponse.");

    private static final Rule OTHER_TAG = rule("another ETag for another body",
            "une autre ETag pour un autre corps").source("RFC 9110 §8.8.1");

    @Check(id = "fresh", points = 1, stage = 2, requires = "history", source = "RFC 9110 §8.8.1", title = @Words(en = "As soon as the answer is another, so is its tag.", fr = "Dès que la réponse change, son étiquette change."), hint = @Words(en = "Count what can change: the end of the batch, its beginning when the ring turns over, the gap.", fr = "Comptez ce qui peut changer : la fin du lot, son début quand l'anneau tourne, le trou."))
    void anotherAnswerHasAnotherTag(Trial trial) {
        Instance server = trial.start(settings -> settings.with("capacity", 2));
        trial.step("start with capacity=2, publish two notifications and read them",
                "démarrer avec capacity=2, publier deux notifications et les lire");
        server.publish(trial.word());
        server.publish(trial.word());
        String target = "/notifications?after=earliest";
        String tag = tag(server.get(target));

        trial.step("publish a third, and read again with If-None-Match: " + tag,
                "en publier une troisième, et relire avec If-None-Match: " + tag);
        JsonNode third = server.publish(trial.word());
        Response changed = server.get(target, "If-None-Match: " + tag);
        changed.require(changed.status() == 200
                && changed.json().path("notifications").path(1).equals(third),
                MODIFIED);
        changed.requireField(!tag.equals(tag(changed)), "ETag", OTHER_TAG);
    }

    /** Asks, and compares all of the answer. */
    private static void answer(Instance server, String query, List<JsonNode> expected,
            String cursor, boolean reset, Rule rule) {
        Response response = server.get("/notifications?" + query);
        response.require(response.status() == 200, OK);
        ArrayNode notifications = JsonNodeFactory.instance.arrayNode().addAll(expected);
        response.requireBody(response.json().path("notifications").equals(notifications)
                && response.json().path("reset").equals(
                        JsonNodeFactory.instance.booleanNode(reset)),
                rule);
        response.requireBody(
                cursor.equals(response.json().path("cursor").textValue()), GO_ON);
    }

    private static String cursor(List<JsonNode> notifications, int index) {
        return notifications.get(index).path("cursor").textValue();
    }

    private static String tag(Response response) {
        response.require(response.status() == 200, OK);
        String tag = response.field("ETag");
        response.requireField(tag != null && tag.matches("(W/)?\"[!#-~\\x80-\\xff]*\""),
                "ETag", TAG);
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
