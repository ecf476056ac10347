package lab.socketio.chat;

import static lab.socketio.chat.ChatTest.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import lab.socketio.SocketIoOptions;
import lab.socketio.auth.Tokens;
import lab.testkit.LabClient;
import lab.testkit.Wire;
import lab.testkit.WsWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, for how long, and what everybody else learns: nothing. */
class ChatTokensTest {

    private static final String FOREIGN = "Origin: http://evil.example";

    private ChatServer chat = new ChatServer();

    @AfterEach
    void everybodyGoes() throws Exception {
        chat.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "admin"})
    void whoeverIsNotAdmittedIsToldTheSame(String namespace) throws Exception {
        Map<String, String> tries = new LinkedHashMap<>();
        tries.put("nothing", "");
        tries.put("no token", "{}");
        tries.put("no text", "{\"token\":7}");
        tries.put("an object", "{\"token\":{\"sub\":\"Ada\"}}");
        tries.put("an empty text", ChatClient.token(""));
        tries.put("no token at all", ChatClient.token("a.b.c"));
        tries.put("elsewhere", "{\"auth\":%s}".formatted(
                ChatClient.token(chat.moderatorToken())));
        tries.put("another key", ChatClient.token(new Tokens(chat.time)
                .issue("Eve", Set.of("moderator"), Duration.ofHours(1))));
        tries.put("no signature", ChatClient.token(forged("none")));
        tries.put("another algorithm", ChatClient.token(forged("HS512")));

        for (Map.Entry<String, String> each : tries.entrySet()) {
            ChatClient eve = chat.connect(namespace, each.getValue());

            assertThat(eve.answer()).as(each.getKey())
                    .isEqualTo("4/" + namespace + ",{\"message\":\"unauthorized\"}");
        }
    }

    @Test
    void anExpiredTokenOpensNothing() throws Exception {
        String token = chat.token("Ada");
        chat.time.pass(TokenRoute.LIFE);

        ChatClient ada = chat.connect("chat", ChatClient.token(token));

        assertThat(ada.answer()).isEqualTo("4/chat,{\"message\":\"unauthorized\"}");
    }

    @Test
    void aGuestsOrMembersTokenDoesNotOpenTheModeratorsNamespace() throws Exception {
        for (String token : new String[]{chat.token("Ada"), chat.memberToken("Bob")}) {
            assertThat(chat.connect("admin", ChatClient.token(token)).answer())
                    .isEqualTo("4/admin,{\"message\":\"unauthorized\"}");
        }
    }

    @Test
    void whoIsNotAdmittedCannotEmit() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        ChatClient eve = chat.connect("chat", "");

        eve.send(
                "2/chat,[\"message\",{\"room\":\"lobby\",\"ref\":\"1\",\"text\":\"x\"}]");

        assertThat(eve.wire().readClose()).isEqualTo(1001); // out of turn, so all of it ends
        ada.heardNothingElse();
    }

    @Test
    void theEndOfATokenEndsItsSocketAndSaysSo() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        chat.time.pass(Duration.ofMinutes(1));
        ChatClient bob = chat.join("Bob", "lobby");
        ada.forget();

        chat.time.pass(TokenRoute.LIFE.minusMinutes(1));

        assertThat(ada.event("goodbye"))
                .isEqualTo(LabClient.parse("{\"code\":\"EXPIRED\"}"));
        assertThat(ada.next()).isEqualTo("1/chat,");
        assertThat(bob.event("userLeft").get("name").textValue()).isEqualTo("Ada");
        assertThat(bob.event("presence").get("name").textValue()).isEqualTo("Ada");
        bob.heardNothingElse();
    }

    @Test
    void anExpiredTokenDoesNothingEvenIfTheTimerIsLate() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        chat.time.pass(Duration.ofMinutes(1));
        ChatClient bob = chat.join("Bob", "lobby");
        ada.forget();

        chat.time.passUnnoticed(TokenRoute.LIFE.minusMinutes(1));
        ada.tell("message", message("lobby", "1", "Too late"));

        assertThat(ada.event("goodbye").get("code").textValue()).isEqualTo("EXPIRED");
        assertThat(bob.event("userLeft").get("name").textValue()).isEqualTo("Ada");
    }

    @Test
    void otherNamespacesOfTheConnectionGoOnWhenATokenEnds() throws Exception {
        ChatClient ada = chat.enter("Ada");
        ChatClient moderator = ada.alsoIn("admin",
                ChatClient.token(chat.moderatorToken()));
        moderator.event("people");

        chat.time.pass(TokenRoute.LIFE);

        assertThat(ada.event("goodbye").get("code").textValue()).isEqualTo("EXPIRED");
        assertThat(ada.next()).isEqualTo("1/chat,");
        assertThat(moderator.next()).isEqualTo("2/admin,[\"people\",[]]");
        assertThat(code(moderator.ask("remove", Map.of("name", "Ada"))))
                .isEqualTo("SEND_ERROR");
    }

    @Test
    void aModeratorSeesWhoIsWhere() throws Exception {
        chat.join("Ada", "lobby", "questions");

        ChatClient moderator = chat.moderate();
        assertThat(moderator.event("people")).isEqualTo(LabClient
                .parse("[{\"name\":\"Ada\",\"rooms\":[\"lobby\",\"questions\"]}]"));
        chat.enter("Bob");

        assertThat(moderator.event("people").get(1))
                .isEqualTo(LabClient.parse("{\"name\":\"Bob\",\"rooms\":[]}"));
    }

    @Test
    void aModeratorRemovesSomebodyWithAllTheirTabs() throws Exception {
        ChatClient ada = chat.join("Ada", "lobby");
        String token = chat.token("Eve");
        ChatClient eve = chat.enterWith(token);
        ChatClient evesOther = chat.enterWith(token);
        eve.ask("join", Map.of("room", "lobby"));
        ada.forget();

        JsonNode answer = chat.moderate().ask("remove", Map.of("name", "Eve"));

        assertThat(answer).isEqualTo(LabClient.parse("{\"name\":\"Eve\"}"));
        for (ChatClient each : new ChatClient[]{eve, evesOther}) {
            assertThat(each.event("goodbye").get("code").textValue())
                    .isEqualTo("REMOVED");
            assertThat(each.next()).isEqualTo("1/chat,");
        }
        assertThat(ada.event("userLeft").get("name").textValue()).isEqualTo("Eve");
    }

    @Test
    void whoWasRemovedComesBackNeitherWithTheTokenNorUnderTheName() throws Exception {
        String token = chat.token("Eve");
        chat.enterWith(token);
        chat.moderate().ask("remove", Map.of("name", "Eve"));

        assertThat(chat.connect("chat", ChatClient.token(token)).answer())
                .isEqualTo("4/chat,{\"message\":\"unauthorized\"}");
        assertThat(askToken("{\"name\":\"eve\"}").statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"name\":\"Nobody\"}         | name must be somebody who is here, was \"Nobody\"",
            "{\"name\":7}                  | name must be a text, was number",
            "null                          | name must be a text, was missing"})
    void aModeratorRemovesOnlyWhoIsThere(String payload, String rule)
            throws Exception {
        JsonNode answer = chat.moderate().ask("[\"remove\",%s]".formatted(payload));

        assertThat(answer.get("error").get("message").textValue()).isEqualTo(rule);
    }

    @Test
    void aSocketThatIsRecoveredJoinsAnewAndMissesNothing() throws Exception {
        recovering();
        ChatClient ada = chat.join("Ada", "lobby");
        String back = comeBack(ada);
        ada.close();
        chat.awaitPeople(0);
        ChatClient bob = chat.join("Bob", "lobby");
        bob.ask("message", message("lobby", "1", "While you were away"));

        ChatClient again = chat.connect("chat", back);

        assertThat(again.answer()).as("has the old sid").contains(sid(ada));
        assertThat(again.event("welcome").get("name").textValue()).isEqualTo("Ada");
        again.heardNothingElse();
        assertThat(again.ask("join", Map.of("room", "lobby")).get("history").get(0)
                .get("text").textValue()).isEqualTo("While you were away");
    }

    @Test
    void aTokenThatEndedMeanwhileIsNotRecovered() throws Exception {
        recovering();
        ChatClient ada = chat.join("Ada", "lobby");
        chat.time.pass(Duration.ofMinutes(1));
        String back = comeBack(ada);
        ada.close();
        chat.awaitPeople(0);
        chat.join("Bob", "lobby").ask("message", message("lobby", "1", "A secret"));
        chat.time.pass(TokenRoute.LIFE.minusMinutes(1));

        ChatClient again = chat.connect("chat", back);

        assertThat(again.event("goodbye").get("code").textValue()).isEqualTo("EXPIRED");
        assertThat(again.next()).isEqualTo("1/chat,");
    }

    @Test
    void whoWasRemovedMeanwhileIsNotRecovered() throws Exception {
        recovering();
        String token = chat.token("Eve");
        ChatClient eve = chat.enterWith(token);
        chat.enterWith(token); // there to be removed
        eve.ask("join", Map.of("room", "lobby"));
        ChatClient moderator = chat.moderate();
        moderator.event("people");
        String back = comeBack(eve);
        eve.close();
        assertThat(moderator.event("people").get(0).get("rooms")).isEmpty();
        moderator.ask("remove", Map.of("name", "Eve"));
        chat.join("Bob", "lobby").ask("message", message("lobby", "1", "A secret"));

        ChatClient again = chat.connect("chat", back);

        assertThat(again.event("goodbye").get("code").textValue()).isEqualTo("REMOVED");
        assertThat(again.next()).isEqualTo("1/chat,");
    }

    @Test
    void aPageOfAnotherOriginGetsNoTokenAndNoConnection() throws Exception {
        try (Wire token = Wire.open(chat.uri());
                Wire polling = Wire.open(chat.uri());
                Wire webSocket = Wire.open(chat.uri())) {
            String body = "{\"name\":\"Eve\"}";
            token.send("""
                    POST /chat/token HTTP/1.1
                    Host: %s
                    %s
                    Content-Type: application/json
                    Content-Length: %d

                    %s""".formatted(token.host(), FOREIGN, body.length(), body)
                    .replace("\n", "\r\n"));
            polling.request("GET", "/socket.io/?EIO=4&transport=polling", FOREIGN);

            assertThat(token.readResponse().status()).isEqualTo(403);
            assertThat(polling.readResponse().status()).isEqualTo(403);
            assertThat(WsWire.requestHandshake(webSocket,
                    "/socket.io/?EIO=4&transport=websocket", FOREIGN))
                    .startsWith("HTTP/1.1 403 ");
        }
        assertThat(askToken("{\"name\":\"Eve\"}").statusCode()).isEqualTo(201);
    }

    @Test
    void aTokenIsIssuedOnceForEachNameAndKeptByNobody() throws Exception {
        HttpResponse<String> response = askToken("{\"name\":\"  Ada \"}");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        JsonNode body = LabClient.parse(response.body());
        assertThat(body.get("name").textValue()).isEqualTo("Ada");
        assertThat(body.get("roles").toString()).isEqualTo("[\"guest\"]");
        for (String same : new String[]{"Ada", "ada", "ADA ", "\uFF21da"}) {
            HttpResponse<String> refused = askToken(
                    LabClient.json(Map.of("name", same)));
            assertThat(refused.statusCode()).as(same).isEqualTo(409);
        }
    }

    @Test
    void aNameIsFreeAgainWhenItsTokenHasExpired() {
        chat.token("Ada");
        chat.time.pass(TokenRoute.LIFE);

        assertThat(chat.token("Ada")).isNotEmpty();
    }

    @Test
    void nobodyIsCalledLikeTheModerator() {
        assertThat(askToken("{\"name\":\"moderator\"}").statusCode()).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"name\":\"<script>alert(1)</script>\"} | name must be 1 to 24 letters, digits, spaces and . ' -, was \"<script>alert(1)</script>\"",
            "{\"name\":\"\"}                          | name must be 1 to 24 letters, digits, spaces and . ' -, was \"\"",
            "{\"name\":\"aaaaaaaaaaaaaaaaaaaaaaaaa\"} | name must be 1 to 24 letters, digits, spaces and . ' -, was \"aaaaaaaaaaaaaaaaaaaaaaaaa\"",
            "{\"name\":\"M\\u043Fderator\"}           | name must be in Latin, Greek or Cyrillic letters, not mixed, was \"M\u043Fderator\"",
            "{\"name\":[\"Ada\"]}                     | name must be a text, was array",
            "{\"name\":\"Ada\",\"invitation\":\"x\"}  | invitation must be the one that the presenter shows, was another",
            "{\"name\":\"Ada\",\"invitation\":null}   | invitation must be a text, was null"})
    void aTokenIsOnlyIssuedForWhatKeepsTheRules(String request, String rule) {
        HttpResponse<String> response = askToken(request);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(LabClient.parse(response.body()).get("detail").textValue())
                .isEqualTo(rule);
    }

    @Test
    void aRequestForATokenIsJsonAndSmall() {
        assertThat(chat.http.send(HttpRequest
                .newBuilder(chat.uri().resolve("/chat/token"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"name\":\"Ada\"}"))).statusCode())
                .isEqualTo(415);
        assertThat(askToken("{\"name\":\"%s\"}".formatted("x".repeat(9_000)))
                .statusCode()).isEqualTo(413);
    }

    @Test
    void anAddressAsksForSoManyTokensAndThenOnlySlowly() {
        for (int i = 0; i < TokenRoute.BURST; i++) {
            assertThat(askToken("{}").statusCode()).isEqualTo(400);
        }

        HttpResponse<String> refused = askToken("{\"name\":\"Ada\"}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        chat.time.pass(Duration.ofSeconds(1));
        assertThat(askToken("{\"name\":\"Ada\"}").statusCode()).isEqualTo(201);
    }

    /** For servers that keep lost connections, as that of the feed does. */
    private void recovering() throws Exception {
        chat.close();
        chat = new ChatServer(
                SocketIoOptions.DEFAULTS.withRecovery(Duration.ofMinutes(2)));
    }

    /** What a client sends to be recovered; with an offset, that of the last event it got. */
    private static String comeBack(ChatClient client) throws Exception {
        JsonNode connected = LabClient
                .parse(client.answer().substring("0/chat,".length()));
        return LabClient.json(Map.of("pid", connected.get("pid").textValue(), "offset",
                client.lastOffset()));
    }

    private static String sid(ChatClient client) {
        return LabClient.parse(client.answer().substring("0/chat,".length())).get("sid")
                .textValue();
    }

    private HttpResponse<String> askToken(String json) {
        return chat.http.post("/chat/token", json);
    }

    private static String forged(String algorithm) {
        return part("{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm)) + "."
                + part("{\"sub\":\"Eve\",\"roles\":[\"moderator\"],\"exp\":4000000000}")
                + "." + (algorithm.equals("none") ? "" : part("signature"));
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String code(JsonNode answer) {
        return answer.path("error").path("code").textValue();
    }
}
