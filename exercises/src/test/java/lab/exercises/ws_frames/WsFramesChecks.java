package lab.exercises.ws_frames;

import static lab.judge.Rule.rule;
import static lab.judge.WebSocketWire.BINARY;
import static lab.judge.WebSocketWire.CLOSE;
import static lab.judge.WebSocketWire.CONTINUATION;
import static lab.judge.WebSocketWire.FIN;
import static lab.judge.WebSocketWire.PING;
import static lab.judge.WebSocketWire.PONG;
import static lab.judge.WebSocketWire.TEXT;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import lab.judge.Check;
import lab.judge.Checks;
import lab.judge.Instance;
import lab.judge.Rule;
import lab.judge.Trial;
import lab.judge.WebSocketWire;
import lab.judge.WebSocketWire.Frame;
import lab.judge.Words;

@Checks("ws-frames")
class WsFramesChecks {

    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_PAYLOAD = 1007;
    private static final int MESSAGE_TOO_BIG = 1009;
    private static final byte[] NOTHING = {};

    private static final Rule ECHO = rule("the same text in one final, unmasked frame",
            "le même texte en une seule trame, finale et sans masque")
            .cause("The mask has four bytes that are used in turn; the payload is counted from 0.",
                    "Le masque a quatre octets, utilisés à tour de rôle ; le contenu se compte à partir de 0.");

    @Check(id = "text", points = 1, stage = 1, source = "RFC 6455 §5.2, §5.3", title = @Words(en = "A short text is read through its mask, and sent without one.", fr = "Un texte court est lu à travers son masque, et envoyé sans masque."), hint = @Words(en = "RFC 6455 §5.7 has a masked and an unmasked Hello, byte by byte.", fr = "La RFC 6455 §5.7 donne un Hello masqué et un sans masque, octet par octet."))
    void aShortTextIsEchoed(Trial trial) {
        WebSocketWire socket = trial.start().webSocket("/");

        for (String text : List.of(trial.word(), trial.word() + trial.word() + " ✓",
                "é")) {
            trial.step("send the text " + text, "envoyer le texte " + text);
            socket.sendText(text);
            echoed(trial, socket, TEXT, utf8(text), ECHO);
        }
    }

    private static final Rule ALL_BYTES = rule(
            "a binary message of the same bytes, its length in the shortest form",
            "un message binaire des mêmes octets, sa longueur dans la forme la plus courte")
            .cause("Java's numbers are signed, so that 65535 becomes -1; or a read that gives less than was asked for is taken for all.",
                    "Les nombres de Java sont signés, si bien que 65535 devient -1 ; ou une lecture qui donne moins que demandé est prise pour le tout.");

    @Check(id = "lengths", points = 1, stage = 1, requires = "text", source = "RFC 6455 §5.2", title = @Words(en = "All three forms of the length are read and written.", fr = "Les trois formes de la longueur sont lues et écrites."), hint = @Words(en = "125, 126, 65535 and 65536 are where one form ends and the next begins. A read may give less than you ask for.", fr = "125, 126, 65535 et 65536 : là finit une forme et commence la suivante. Une lecture peut donner moins que ce que vous demandez."))
    void everyLengthIsEchoed(Trial trial) {
        WebSocketWire socket = trial.start().webSocket("/");

        for (int length : new int[]{0, 1, 125, 126, 127, 200 + trial.random().nextInt(
                1_000), 0x7FFF, 0x8000, 0xFFFF, 0x10000,
                200_000 + trial.random().nextInt(1_000)}) {
            trial.step("send a binary message of %d bytes".formatted(length),
                    "envoyer un message binaire de %d octets".formatted(length));
            byte[] payload = letters(trial, length);
            socket.send(BINARY, payload);
            echoed(trial, socket, BINARY, payload, ALL_BYTES);
        }
        trial.step("send one of 126 bytes in pieces, each in a segment of its own",
                "en envoyer un de 126 octets en morceaux, chacun dans son propre segment");
        byte[] payload = letters(trial, 126);
        socket.wire().sendInPieces(socket.frame(FIN | BINARY, payload), 1, 2, 3, 4, 6,
                8,
                9, 70);
        echoed(trial, socket, BINARY, payload, ALL_BYTES);
    }

    private static final Rule FIRST_BYTES = rule(
            "a message in several frames: the first says text, the others continuation, and only the last is final",
            "un message en plusieurs trames : la première dit texte, les autres continuation, et seule la dernière est finale")
            .cause("FIN is always set, or the opcode is always that of text: each fragment is then a message of its own.",
                    "FIN est toujours mis, ou l'opcode est toujours celui du texte : chaque fragment est alors un message à lui seul.");

    @Check(id = "outgoing", points = 1, stage = 2, requires = "text", source = "RFC 6455 §5.4", title = @Words(en = "A message that the server sends in fragments is one message.", fr = "Un message que le serveur envoie en fragments est un seul message."), hint = @Words(en = "What belongs into the first byte?", fr = "Que contient le premier octet ?"))
    void theServersFragmentsAreOneMessage(Trial trial) {
        int fragment = 3 + trial.random().nextInt(6);
        WebSocketWire socket = trial
                .start(settings -> settings.with("fragment", fragment)).webSocket("/");
        String text = trial.word() + trial.word() + trial.word();

        trial.step("let the server send at most %d bytes in a frame, and send it %s"
                .formatted(fragment, text),
                "faire envoyer au serveur au plus %d octets par trame, et lui envoyer %s"
                        .formatted(fragment, text));
        socket.sendText(text);

        ByteArrayOutputStream received = new ByteArrayOutputStream();
        while (received.size() < text.length()) {
            Frame frame = socket.readFrame(FIRST_BYTES);
            int opcode = received.size() == 0 ? TEXT : CONTINUATION;
            received.writeBytes(frame.payload());
            int fin = received.size() < text.length() ? 0 : FIN;
            trial.require(
                    frame.firstByte() == (fin | opcode) && frame.payload().length > 0
                            && text.startsWith(received.toString(
                                    StandardCharsets.UTF_8)),
                    FIRST_BYTES, frame);
        }
    }

    private static final Rule MUST_MASK = rule(
            "a close frame with 1002: a client's frame without a mask is refused",
            "une trame de fermeture avec 1002 : une trame de client sans masque est refusée")
            .source("RFC 6455 §5.1");

    private static final Rule RESERVED = rule(
            "a close frame with 1002: no extension was negotiated that would give RSV1 to RSV3 a meaning",
            "une trame de fermeture avec 1002 : aucune extension négociée ne donne un sens à RSV1 à RSV3");

    private static final Rule UNKNOWN = rule(
            "a close frame with 1002: nobody knows what this opcode means",
            "une trame de fermeture avec 1002 : personne ne sait ce que veut dire cet opcode");

    private static final Rule SHORTEST = rule(
            "a close frame with 1002: this length has a shorter form, or is negative",
            "une trame de fermeture avec 1002 : cette longueur a une forme plus courte, ou est négative")
            .cause("The form is believed as it is. Two ways to write one frame are a hole for whoever filters them.",
                    "La forme est crue telle quelle. Deux façons d'écrire une trame sont une faille pour qui les filtre.");

    @Check(id = "refused", points = 1, stage = 2, requires = "text", source = "RFC 6455 §5.2", title = @Words(en = "A frame that no rule allows ends the connection with 1002.", fr = "Une trame qu'aucune règle ne permet termine la connexion avec 1002."), hint = @Words(en = "Two bytes tell nearly everything: three bits, four bits, and one bit.", fr = "Deux octets disent presque tout : trois bits, quatre bits et un bit."))
    void framesThatNoRuleAllowsAreRefused(Trial trial) {
        Instance server = trial.start();
        byte[] word = utf8(trial.word());

        trial.step("send a frame without a mask", "envoyer une trame sans masque");
        closes(trial, server, PROTOCOL_ERROR, MUST_MASK, socket -> socket.wire().send(
                join(new byte[]{(byte) (FIN | TEXT), (byte) word.length}, word)));
        trial.step("set RSV1, RSV2 and RSV3, one by one",
                "mettre RSV1, RSV2 et RSV3, l'un après l'autre");
        for (int rsv : new int[]{0x40, 0x20, 0x10}) {
            closes(trial, server, PROTOCOL_ERROR, RESERVED,
                    socket -> socket.sendFrame(FIN | rsv | TEXT, word));
        }
        trial.step("send frames with the opcodes 3 to 7 and 11 to 15",
                "envoyer des trames avec les opcodes 3 à 7 et 11 à 15");
        for (int opcode : new int[]{3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            closes(trial, server, PROTOCOL_ERROR, UNKNOWN,
                    socket -> socket.send(opcode, word));
        }
        trial.step("write lengths in a form that is too long",
                "écrire des longueurs dans une forme trop longue");
        for (int length : new int[]{5, 125}) {
            closes(trial, server, PROTOCOL_ERROR, SHORTEST, socket -> socket.wire()
                    .send(lengthOf(126, 2, length, new byte[length])));
        }
        for (int length : new int[]{126, 0xFFFF}) {
            closes(trial, server, PROTOCOL_ERROR, SHORTEST, socket -> socket.wire()
                    .send(lengthOf(127, 8, length, new byte[length])));
        }
        trial.step("set the first of the 64 bits of a length",
                "mettre le premier des 64 bits d'une longueur");
        closes(trial, server, PROTOCOL_ERROR, SHORTEST, socket -> socket.wire()
                .send(lengthOf(127, 8, Long.MIN_VALUE | 0x10000, NOTHING)));
    }

    private static final Rule PONG_REPEATS = rule("a pong with the payload of the ping",
            "un pong avec le contenu du ping").source("RFC 6455 §5.5.3")
            .cause("The pong is empty, or is text: the client cannot tell which ping it answers.",
                    "Le pong est vide, ou est du texte : le client ne sait pas à quel ping il répond.");

    private static final Rule NO_ANSWER = rule(
            "nothing for a pong that nobody has asked for, then the text",
            "rien pour un pong que personne n'a demandé, puis le texte")
            .source("RFC 6455 §5.5.3");

    private static final Rule CONTROL_FORM = rule(
            "a close frame with 1002: a control frame is final and has at most 125 bytes",
            "une trame de fermeture avec 1002 : une trame de contrôle est finale et a au plus 125 octets")
            .source("RFC 6455 §5.5");

    @Check(id = "control", points = 1, stage = 2, requires = "text", source = "RFC 6455 §5.5", title = @Words(en = "Pings are answered, pongs are not, and control frames are small and whole.", fr = "Les pings reçoivent une réponse, les pongs non, et les trames de contrôle sont petites et entières."), hint = @Words(en = "A control frame may come at any moment, so that it must never take long.", fr = "Une trame de contrôle peut venir à tout moment : elle ne doit donc jamais durer."))
    void controlFramesAreAnswered(Trial trial) {
        Instance server = trial.start();
        WebSocketWire socket = server.webSocket("/");

        for (int length : new int[]{0, 4, 125}) {
            trial.step("send a ping of %d bytes".formatted(length),
                    "envoyer un ping de %d octets".formatted(length));
            byte[] payload = new byte[length];
            trial.random().nextBytes(payload);
            socket.send(PING, payload);
            echoed(trial, socket, PONG, payload, PONG_REPEATS);
        }
        String word = trial.word();
        trial.step("send a pong, and the text " + word,
                "envoyer un pong, et le texte " + word);
        socket.send(PONG, utf8(trial.word())).sendText(word);
        echoed(trial, socket, TEXT, utf8(word), NO_ANSWER);

        for (int opcode : new int[]{PING, PONG, CLOSE}) {
            trial.step("send control frames that are not final, or of 126 bytes",
                    "envoyer des trames de contrôle non finales, ou de 126 octets");
            byte[] payload = opcode == CLOSE ? close(1000, word) : utf8(word);
            closes(trial, server, PROTOCOL_ERROR, CONTROL_FORM,
                    wrong -> wrong.sendFrame(opcode, payload));
            closes(trial, server, PROTOCOL_ERROR, CONTROL_FORM,
                    wrong -> wrong.send(opcode, Arrays.copyOf(payload, 126)));
        }
    }

    private static final Rule WHOLE = rule(
            "one message with the payloads of all its frames, joined, and the opcode of the first",
            "un seul message avec les contenus de toutes ses trames, à la suite, et l'opcode de la première")
            .cause("Each frame is taken for a message, or what was collected is not emptied for the next one.",
                    "Chaque trame est prise pour un message, ou ce qui a été rassemblé n'est pas vidé pour le suivant.");

    private static final Rule NOTHING_TO_CONTINUE = rule(
            "a close frame with 1002: there is no message that this frame could continue",
            "une trame de fermeture avec 1002 : il n'y a pas de message que cette trame pourrait continuer");

    private static final Rule NOT_ENDED = rule(
            "a close frame with 1002: the message before has not ended",
            "une trame de fermeture avec 1002 : le message précédent n'est pas terminé");

    @Check(id = "fragments", points = 1, stage = 3, requires = "text", source = "RFC 6455 §5.4", title = @Words(en = "The fragments of a message are joined.", fr = "Les fragments d'un message sont réunis."), hint = @Words(en = "Remember two things between frames: the opcode, and what has come so far. What must become of them after the last?", fr = "Retenez deux choses entre les trames : l'opcode, et ce qui est arrivé. Que doivent-ils devenir après la dernière ?"))
    void fragmentsAreJoined(Trial trial) {
        Instance server = trial.start();
        WebSocketWire socket = server.webSocket("/");

        for (int opcode : new int[]{TEXT, BINARY}) {
            String[] parts = {trial.word(), "", trial.word(), trial.word()};
            trial.step("send a message in four frames, one of them empty",
                    "envoyer un message en quatre trames, dont une vide");
            socket.sendFrame(opcode, utf8(parts[0]))
                    .sendFrame(CONTINUATION, utf8(parts[1]))
                    .sendFrame(CONTINUATION, utf8(parts[2]))
                    .sendFrame(FIN | CONTINUATION, utf8(parts[3]));
            echoed(trial, socket, opcode, utf8(String.join("", parts)), WHOLE);
        }
        String word = trial.word();
        trial.step(
                "send one whose first and last frames are empty, and one in one frame",
                "envoyer un message dont la première et la dernière trame sont vides, et un en une trame");
        socket.sendFrame(TEXT, NOTHING).sendFrame(CONTINUATION, utf8(word))
                .sendFrame(FIN | CONTINUATION, NOTHING).sendText(word);
        echoed(trial, socket, TEXT, utf8(word), WHOLE);
        echoed(trial, socket, TEXT, utf8(word), WHOLE);

        trial.step("continue a message that has ended",
                "continuer un message qui est terminé");
        socket.sendFrame(FIN | CONTINUATION, utf8(word));
        closed(trial, socket, PROTOCOL_ERROR, NOTHING_TO_CONTINUE);
        trial.step("begin with a continuation", "commencer par une continuation");
        closes(trial, server, PROTOCOL_ERROR, NOTHING_TO_CONTINUE,
                wrong -> wrong.sendFrame(FIN | CONTINUATION, utf8(word)));
        trial.step("begin a message within another",
                "commencer un message dans un autre");
        closes(trial, server, PROTOCOL_ERROR, NOT_ENDED,
                wrong -> wrong.sendFrame(TEXT, utf8(word)).sendText(word));
    }

    private static final Rule AT_ONCE = rule(
            "the pong at once, in the middle of the message",
            "le pong aussitôt, au milieu du message")
            .source("RFC 6455 §5.5.2");

    private static final Rule NOT_DISTURBED = rule(
            "the whole message, as if no control frame had come in between",
            "le message entier, comme si aucune trame de contrôle n'était venue entre-temps")
            .cause("The opcode of the last frame is kept, whatever that frame was; or the ping's payload was collected, too.",
                    "L'opcode de la dernière trame est retenu, quelle que soit cette trame ; ou le contenu du ping a été rassemblé aussi.");

    private static final Rule CLOSED_WITHIN = rule(
            "a close frame with 1000, as a client may close in the middle of a message",
            "une trame de fermeture avec 1000, car un client peut fermer au milieu d'un message")
            .source("RFC 6455 §5.5.1");

    @Check(id = "interleaved", points = 1, stage = 3, requires = {"control",
            "fragments"}, source = "RFC 6455 §5.4", title = @Words(en = "Control frames may come between the fragments of a message.", fr = "Des trames de contrôle peuvent venir entre les fragments d'un message."), hint = @Words(en = "What do you keep of a control frame, and where?", fr = "Que gardez-vous d'une trame de contrôle, et où ?"))
    void controlFramesComeInBetween(Trial trial) {
        Instance server = trial.start();
        WebSocketWire socket = server.webSocket("/");
        String[] parts = {trial.word(), trial.word(), trial.word()};

        trial.step("send the first of three frames, and a ping",
                "envoyer la première de trois trames, et un ping");
        byte[] ping = utf8(trial.word());
        socket.sendFrame(TEXT, utf8(parts[0])).send(PING, ping);
        echoed(trial, socket, PONG, ping, AT_ONCE);
        trial.step("send the second, a pong, and the last",
                "envoyer la deuxième, un pong, et la dernière");
        socket.sendFrame(CONTINUATION, utf8(parts[1])).send(PONG, utf8(trial.word()))
                .sendFrame(FIN | CONTINUATION, utf8(parts[2]));
        echoed(trial, socket, TEXT, utf8(String.join("", parts)), NOT_DISTURBED);
        trial.step("begin another message, and close",
                "commencer un autre message, et fermer");
        socket.sendFrame(TEXT, utf8(parts[0])).sendClose(1000);
        closed(trial, socket, 1000, CLOSED_WITHIN);
    }

    private static final Rule CUT_CHARACTERS = rule(
            "the text, though its characters were cut by the frames",
            "le texte, bien que ses caractères aient été coupés par les trames")
            .source("RFC 6455 §5.6")
            .cause("Each frame is decoded by itself. Only the whole message has to be UTF-8.",
                    "Chaque trame est décodée à part. Seul le message entier doit être en UTF-8.");

    private static final Rule NOT_UTF8 = rule(
            "a close frame with 1007: this is not UTF-8",
            "une trame de fermeture avec 1007 : ce n'est pas de l'UTF-8")
            .cause("new String(bytes, UTF_8) never fails: it puts U+FFFD in the place of what is wrong.",
                    "new String(bytes, UTF_8) n'échoue jamais : il met U+FFFD à la place de ce qui est faux.");

    private static final Rule ANY_BYTES = rule(
            "the same bytes: a binary message need not be UTF-8",
            "les mêmes octets : un message binaire n'a pas à être en UTF-8")
            .source("RFC 6455 §5.6");

    @Check(id = "utf-8", points = 1, stage = 3, requires = "fragments", source = "RFC 6455 §8.1", title = @Words(en = "Text is UTF-8, over all of its frames.", fr = "Un texte est en UTF-8, sur l'ensemble de ses trames."), hint = @Words(en = "A CharsetDecoder reports what it cannot decode, unless it is told otherwise.", fr = "Un CharsetDecoder signale ce qu'il ne peut décoder, sauf si on lui dit autre chose."))
    void textIsUtf8(Trial trial) {
        Instance server = trial.start();
        WebSocketWire socket = server.webSocket("/");
        String text = trial.word() + "é€😀";

        trial.step("send %s with each byte in a frame of its own".formatted(text),
                "envoyer %s avec chaque octet dans sa propre trame".formatted(text));
        byte[] bytes = utf8(text);
        for (int i = 0; i < bytes.length; i++) {
            socket.sendFrame(
                    (i == bytes.length - 1 ? FIN : 0) | (i == 0 ? TEXT : CONTINUATION),
                    Arrays.copyOfRange(bytes, i, i + 1));
        }
        echoed(trial, socket, TEXT, bytes, CUT_CHARACTERS);
        for (String hex : List.of("ff", "80", "c080", "eda080", "f4908080", "e282")) {
            byte[] malformed = join(utf8(trial.word()),
                    HexFormat.of().parseHex(hex));
            trial.step("send text that ends with the bytes %s, in one frame and in two"
                    .formatted(hex),
                    "envoyer un texte qui finit par les octets %s, en une trame et en deux"
                            .formatted(hex));
            closes(trial, server, INVALID_PAYLOAD, NOT_UTF8,
                    wrong -> wrong.send(TEXT, malformed));
            closes(trial, server, INVALID_PAYLOAD, NOT_UTF8,
                    wrong -> wrong.sendFrame(TEXT, malformed)
                            .sendFrame(FIN | CONTINUATION, NOTHING));
            trial.step("send the same bytes as binary",
                    "envoyer les mêmes octets en binaire");
            socket.send(BINARY, malformed);
            echoed(trial, socket, BINARY, malformed, ANY_BYTES);
        }
    }

    private static final Rule SAME_CODE = rule(
            "a close frame with the same code",
            "une trame de fermeture avec le même code")
            .source("RFC 6455 §5.5.1");

    private static final Rule NO_CODE = rule(
            "a close frame without a code, or with 1000; 1005 only means that there was none",
            "une trame de fermeture sans code, ou avec 1000 ; 1005 veut seulement dire qu'il n'y en avait pas")
            .source("RFC 6455 §7.4.1");

    private static final Rule NEVER_SENT = rule(
            "a close frame with 1002, as this code must never be sent",
            "une trame de fermeture avec 1002, car ce code ne doit jamais être envoyé")
            .cause("1004, 1005, 1006 and 1015 lie within 1000 to 1015 and are never sent; up to 2999 nothing else is defined.",
                    "1004, 1005, 1006 et 1015 sont entre 1000 et 1015 et ne sont jamais envoyés ; jusqu'à 2999 rien d'autre n'est défini.");

    private static final Rule HALF_A_CODE = rule(
            "a close frame with 1002, as a code has two bytes",
            "une trame de fermeture avec 1002, car un code a deux octets")
            .source("RFC 6455 §5.5.1");

    private static final Rule REASON = rule(
            "a close frame with 1007, as the reason is text too",
            "une trame de fermeture avec 1007, car la raison est du texte aussi")
            .source("RFC 6455 §5.5.1, §8.1");

    @Check(id = "close", points = 1, stage = 3, requires = "text", source = "RFC 6455 §7.4", title = @Words(en = "A close frame is answered by one with its code, if that may be sent.", fr = "Une trame de fermeture reçoit en réponse son code, s'il peut être envoyé."), hint = @Words(en = "A close frame has no byte, or at least two. §7.4 says which numbers they may be.", fr = "Une trame de fermeture n'a aucun octet, ou au moins deux. Le §7.4 dit quels nombres ils peuvent être."))
    void aCloseFrameIsAnswered(Trial trial) {
        Instance server = trial.start();
        String reason = trial.word() + " é";

        for (int code : new int[]{1000, 1001, 1002, 1003, 1007, 1008, 1011, 3000,
                3000 + trial.random().nextInt(2_000), 4999}) {
            trial.step("close with %d and the reason %s".formatted(code, reason),
                    "fermer avec %d et la raison %s".formatted(code, reason));
            closes(trial, server, code, SAME_CODE,
                    socket -> socket.send(CLOSE, close(code, reason)));
        }
        trial.step("close without a code", "fermer sans code");
        WebSocketWire socket = server.webSocket("/").sendClose(0);
        Frame none = socket.readFrame(NO_CODE);
        trial.require(none.firstByte() == (FIN | CLOSE)
                && (none.payload().length == 0 || none.closeCode() == 1000), NO_CODE,
                none);
        for (int code : new int[]{1, 999, 1004, 1005, 1006, 1015, 1016,
                1017 + trial.random().nextInt(1_983), 2999, 5000, 0xFFFF}) {
            trial.step("close with %d".formatted(code),
                    "fermer avec %d".formatted(code));
            closes(trial, server, PROTOCOL_ERROR, NEVER_SENT,
                    wrong -> wrong.sendClose(code));
        }
        trial.step("close with one byte", "fermer avec un octet");
        closes(trial, server, PROTOCOL_ERROR, HALF_A_CODE,
                wrong -> wrong.send(CLOSE, new byte[]{3}));
        trial.step("close with a reason that is not UTF-8",
                "fermer avec une raison qui n'est pas en UTF-8");
        closes(trial, server, INVALID_PAYLOAD, REASON, wrong -> wrong.send(CLOSE,
                join(close(1000, reason), new byte[]{(byte) 0xC3})));
    }

    private static final Rule UP_TO_THE_LIMIT = rule(
            "the message, as it is not over the limit",
            "le message, car il ne dépasse pas la limite");

    private static final Rule TOO_BIG = rule(
            "a close frame with 1009 as soon as the length is known, without a wait for the payload",
            "une trame de fermeture avec 1009 dès que la longueur est connue, sans attendre le contenu")
            .cause("The payload is read first and measured then: whoever announces 2^40 bytes takes all the memory.",
                    "Le contenu est d'abord lu, puis mesuré : qui annonce 2^40 octets prend toute la mémoire.");

    private static final Rule TOO_BIG_TOGETHER = rule(
            "a close frame with 1009, as all the frames of the message count",
            "une trame de fermeture avec 1009, car toutes les trames du message comptent");

    @Check(id = "too-big", points = 1, stage = 3, requires = {"lengths",
            "fragments"}, source = "RFC 6455 §7.4.1, §10.4", title = @Words(en = "A message over the limit is refused with 1009, before it is taken.", fr = "Un message au-delà de la limite est refusé avec 1009, avant d'être pris."), hint = @Words(en = "What would be allocated for a frame that says it has 2^40 bytes? And for one without end, in small frames?", fr = "Qu'allouerait-on pour une trame qui dit avoir 2^40 octets ? Et pour un message sans fin, en petites trames ?"))
    void messagesOverTheLimitAreRefused(Trial trial) {
        int limit = 300 + trial.random().nextInt(1_000);
        Instance server = trial.start(settings -> settings.with("limit", limit));
        WebSocketWire socket = server.webSocket("/");
        byte[] most = letters(trial, limit);

        trial.step("send exactly %d bytes, in one frame and in two".formatted(limit),
                "envoyer exactement %d octets, en une trame et en deux"
                        .formatted(limit));
        for (int i = 0; i < 2; i++) {
            socket.send(BINARY, most);
            echoed(trial, socket, BINARY, most, UP_TO_THE_LIMIT);
            socket.sendFrame(BINARY, Arrays.copyOf(most, 200)).sendFrame(
                    FIN | CONTINUATION, Arrays.copyOfRange(most, 200, limit));
            echoed(trial, socket, BINARY, most, UP_TO_THE_LIMIT);
        }
        trial.step("announce one byte more, and send none",
                "annoncer un octet de plus, et n'en envoyer aucun");
        closes(trial, server, MESSAGE_TOO_BIG, TOO_BIG, wrong -> wrong.wire()
                .send(lengthOf(126, 2, limit + 1, NOTHING)));
        trial.step("announce 2^40 bytes, and 2^32 + 5",
                "annoncer 2^40 octets, et 2^32 + 5");
        for (long length : new long[]{1L << 40, (1L << 32) + 5}) {
            closes(trial, server, MESSAGE_TOO_BIG, TOO_BIG, wrong -> wrong.wire()
                    .send(lengthOf(127, 8, length, NOTHING)));
        }
        trial.step("send one byte more in three frames",
                "envoyer un octet de plus en trois trames");
        closes(trial, server, MESSAGE_TOO_BIG, TOO_BIG_TOGETHER,
                wrong -> wrong.sendFrame(BINARY, Arrays.copyOf(most, 200))
                        .sendFrame(CONTINUATION, Arrays.copyOfRange(most, 200, limit))
                        .sendFrame(FIN | CONTINUATION, new byte[1]));
    }

    /** The next frame is this, final. */
    private static void echoed(Trial trial, WebSocketWire socket, int opcode,
            byte[] payload, Rule rule) {
        Frame frame = socket.readFrame(rule);
        trial.require(frame.firstByte() == (FIN | opcode)
                && Arrays.equals(frame.payload(), payload), rule, frame);
    }

    /** Over a connection of its own, what is done is answered by a close frame with this code. */
    private static void closes(Trial trial, Instance server, int code, Rule rule,
            Consumer<WebSocketWire> done) {
        WebSocketWire socket = server.webSocket("/");
        done.accept(socket);
        closed(trial, socket, code, rule);
        socket.close();
    }

    private static void closed(Trial trial, WebSocketWire socket, int code, Rule rule) {
        Frame frame = socket.readFrame(rule);
        trial.require(frame.firstByte() == (FIN | CLOSE) && frame.closeCode() == code,
                rule, frame);
    }

    /** A binary frame with this form of the length, right or wrong, and a mask that changes nothing. */
    private static byte[] lengthOf(int form, int bytes, long length, byte[] payload) {
        byte[] written = ByteBuffer.allocate(Long.BYTES).putLong(length).array();
        return join(
                join(new byte[]{(byte) (FIN | BINARY), (byte) (0x80 | form)},
                        Arrays.copyOfRange(written, Long.BYTES - bytes, Long.BYTES)),
                join(new byte[4], payload));
    }

    /** Bytes that are UTF-8, too: whether they have to be is a question of its own. */
    private static byte[] letters(Trial trial, int length) {
        byte[] letters = new byte[length];
        for (int i = 0; i < length; i++) {
            letters[i] = (byte) ('a' + trial.random().nextInt(26));
        }
        return letters;
    }

    private static byte[] close(int code, String reason) {
        return join(ByteBuffer.allocate(2).putShort((short) code).array(),
                utf8(reason));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }
}
