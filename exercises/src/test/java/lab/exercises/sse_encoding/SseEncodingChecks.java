package lab.exercises.sse_encoding;

import static lab.judge.Rule.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import lab.judge.Check;
import lab.judge.Checks;
import lab.judge.EventStream;
import lab.judge.Instance;
import lab.judge.Rule;
import lab.judge.Text;
import lab.judge.Trial;
import lab.judge.Words;

@Checks("sse-encoding")
class SseEncodingChecks {

    private static final Rule TEXT = rule(
            "the text as it was, with LF between its lines",
            "le texte tel quel, avec LF entre ses lignes")
            .cause("Only some line ends are seen, or the space after the colon is missing: the one that a browser takes away was then the text's own.",
                    "Seules certaines fins de ligne sont vues, ou l'espace après les deux-points manque : celui qu'un navigateur enlève était alors celui du texte.");

    @Check(id = "lines", points = 1, stage = 1, source = "WHATWG HTML, Interpreting an event stream", title = @Words(en = "A text of several lines arrives as it was.", fr = "Un texte de plusieurs lignes arrive tel quel."), hint = @Words(en = "One data field for each line. What ends a line? And what about one at the very end of the text?", fr = "Un champ data par ligne. Qu'est-ce qui finit une ligne ? Et s'il y en a une tout à la fin du texte ?"))
    void everyLineArrives(Trial trial) {
        Instance server = trial.start();
        String word = trial.word();
        List<String> texts = List.of(word, word + "\n" + trial.word(),
                word + "\r\n" + trial.word() + "\r" + trial.word(), word + "\n",
                "\n\n" + word, "  " + word, ":" + word, "data: " + word,
                "é\u2028" + word);
        trial.step("send texts with all kinds of lines, and read the stream",
                "envoyer des textes avec toutes sortes de lignes, et lire le flux");
        EventStream stream = send(server, texts.stream()
                .map(text -> event().put("data", text)).toArray(ObjectNode[]::new));

        for (String text : texts) {
            EventStream.Event event = stream.next();
            trial.require(event.data().equals(text.replaceAll("\r\n|\r", "\n")), TEXT,
                    event);
        }
    }

    private static final Rule DISPATCHED = rule(
            "an event with empty data, which needs a data field all the same",
            "un événement aux données vides, qui a besoin d'un champ data malgré tout")
            .cause("Without a data field a browser drops the event.",
                    "Sans champ data, un navigateur abandonne l'événement.");

    private static final Rule NOT_DISPATCHED = rule(
            "nothing for an event without data, then the next one",
            "rien pour un événement sans données, puis le suivant")
            .cause("null is written as a text, or as an empty one.",
                    "null est écrit comme un texte, ou comme un texte vide.");

    @Check(id = "empty", points = 1, stage = 1, source = "WHATWG HTML, Interpreting an event stream", title = @Words(en = "Empty data are an event; no data are none.", fr = "Des données vides sont un événement ; l'absence de données n'en est pas un."), hint = @Words(en = "What has an empty text, and what has null?", fr = "Qu'a un texte vide, et qu'a null ?"))
    void emptyIsNotNothing(Trial trial) {
        Instance server = trial.start();
        String last = trial.word();
        trial.step("send an event with empty data, one without, and one with " + last,
                "envoyer un événement aux données vides, un sans données, et un avec "
                        + last);
        EventStream stream = send(server, event().put("data", ""),
                event().put("event", trial.word()), event().put("data", last));

        EventStream.Event empty = stream.next();
        trial.require(empty.data().isEmpty(), DISPATCHED, empty);
        EventStream.Event next = stream.next();
        trial.require(next.data().equals(last), NOT_DISPATCHED, next);
    }

    private static final Rule NAME = rule(
            "the name of the event, or message without one",
            "le nom de l'événement, ou message s'il n'en a pas");

    private static final Rule ID = rule(
            "the id that was sent last; an empty one resets it, none leaves it",
            "le dernier identifiant envoyé ; vide il le remet à zéro, absent il le laisse");

    private static final Rule RETRY = rule(
            "the reconnection time in milliseconds, digits only; a negative one is not sent",
            "le délai de reconnexion en millisecondes, chiffres seulement ; négatif il n'est pas envoyé");

    @Check(id = "fields", points = 1, stage = 1, source = "WHATWG HTML, Interpreting an event stream", title = @Words(en = "Name, id and reconnection time arrive.", fr = "Nom, identifiant et délai de reconnexion arrivent."), hint = @Words(en = "null and empty are not the same for an id.", fr = "null et vide ne sont pas la même chose pour un identifiant."))
    void everyFieldArrives(Trial trial) {
        Instance server = trial.start();
        String name = trial.word();
        String id = trial.word();
        int retry = 1_000 + trial.random().nextInt(9_000);
        trial.step(
                "send an event with everything, one without, one that resets the id, and one with a negative time",
                "envoyer un événement avec tout, un sans rien, un qui remet l'identifiant à zéro, et un au délai négatif");
        EventStream stream = send(server,
                event().put("event", name).put("id", id).put("retry", retry)
                        .put("data", trial.word()),
                event().put("data", trial.word()),
                event().put("id", "").put("data", trial.word()),
                event().put("retry", -1).put("data", trial.word()));

        EventStream.Event all = stream.next();
        trial.require(all.name().equals(name), NAME, all);
        trial.require(all.id().equals(id), ID, all);
        trial.require(Integer.toString(retry).equals(stream.retry()), RETRY,
                Trial.Seen.at(all.place(), Text.same("retry " + stream.retry())));
        EventStream.Event none = stream.next();
        trial.require(none.name().equals("message"), NAME, none);
        trial.require(none.id().equals(id), ID, none);
        EventStream.Event reset = stream.next();
        trial.require(reset.id().isEmpty(), ID, reset);
        EventStream.Block negative = stream.nextBlock();
        trial.require(
                negative.lines().stream().noneMatch(line -> line.startsWith("retry")),
                RETRY, negative);
    }

    private static final Rule ONE_EVENT = rule(
            "one event with its own data, whatever its name and id are",
            "un événement avec ses propres données, quels que soient son nom et son identifiant")
            .cause("A line end in a name or an id begins a field of its own: whoever chooses the name sends events.",
                    "Une fin de ligne dans un nom ou un identifiant commence un nouveau champ : qui choisit le nom envoie des événements.");

    private static final Rule ID_KEPT = rule(
            "the id without CR, LF and NUL: with NUL a browser ignores it, and resumes somewhere else",
            "l'identifiant sans CR, LF ni NUL : avec NUL un navigateur l'ignore, et reprend ailleurs");

    @Check(id = "injection", points = 1, stage = 2, requires = "lines", source = "WHATWG HTML, Parsing an event stream", title = @Words(en = "A name or an id cannot add fields or events.", fr = "Un nom ou un identifiant ne peut ajouter ni champs ni événements."), hint = @Words(en = "Three characters must never be in the value of a field.", fr = "Trois caractères ne doivent jamais être dans la valeur d'un champ."))
    void valuesCannotAddFields(Trial trial) {
        Instance server = trial.start();
        String evil = trial.word();
        String id = trial.word();
        List<ObjectNode> events = new ArrayList<>();
        for (String end : List.of("\n", "\r", "\r\n", "\n\n")) {
            events.add(event().put("event", trial.word() + end + "data: " + evil)
                    .put("data", trial.word()));
            events.add(event().put("id", trial.word() + end + "data: " + evil)
                    .put("data", trial.word()));
        }
        events.add(event().put("id", id + "\0").put("data", trial.word()));
        trial.step(
                "send events with line ends in their names and ids, and NUL in the last id",
                "envoyer des événements avec des fins de ligne dans leurs noms et identifiants, et NUL dans le dernier");
        EventStream stream = send(server, events.toArray(ObjectNode[]::new));

        EventStream.Event event = null;
        for (ObjectNode sent : events) {
            event = stream.next();
            trial.require(event.data().equals(sent.path("data").textValue()), ONE_EVENT,
                    event);
        }
        trial.require(event.id().equals(id), ID_KEPT, event);
    }

    private static final Rule COMMENT = rule(
            "comment lines only, each with its colon, and nothing dispatched",
            "seulement des lignes de commentaire, chacune avec ses deux-points, et rien de distribué")
            .cause("Only the first line begins with a colon; the next is a field.",
                    "Seule la première ligne commence par deux-points ; la suivante est un champ.");

    private static final Rule SAID = rule("all of the comment's text",
            "tout le texte du commentaire");

    @Check(id = "comments", points = 1, stage = 1, source = "WHATWG HTML, Parsing an event stream", title = @Words(en = "A comment is a comment, on each of its lines.", fr = "Un commentaire en est un, sur chacune de ses lignes."), hint = @Words(en = "A comment may have several lines, as data may.", fr = "Un commentaire peut avoir plusieurs lignes, comme les données."))
    void aCommentStaysOne(Trial trial) {
        Instance server = trial.start();
        String first = trial.word();
        String second = trial.word();
        trial.step("send a comment of two lines, the second like a field",
                "envoyer un commentaire de deux lignes, la seconde semblable à un champ");
        EventStream stream = send(server,
                event().put("comment", first + "\r\ndata: " + second));

        EventStream.Block block = stream.nextBlock();
        trial.require(
                block.event() == null
                        && block.comments().size() == block.lines().size(),
                COMMENT, block);
        String said = String.join(" ", block.comments());
        trial.require(said.contains(first) && said.contains(second), SAID, block);
    }

    private static ObjectNode event() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static EventStream send(Instance server, ObjectNode... events) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode().addAll(List.of(events));
        server.post("/events", list.toString());
        return server.events("/events");
    }
}
