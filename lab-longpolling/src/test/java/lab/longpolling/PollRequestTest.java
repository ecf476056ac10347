package lab.longpolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import lab.feed.After;
import lab.feed.Topics;
import lab.feed.server.Query;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollRequestTest {

    private static final String REST = " HTTP/1.1\r\nHost: localhost:7001\r\n\r\n";

    @Test
    void pollIsRead() {
        Query query = parse(
                "GET /poll?after=k3f9-42&topics=orders,builds&client=a.B_9" + REST);

        assertThat(query).isEqualTo(new Query(After.parse("k3f9-42"),
                Topics.parse("orders,builds"), "a.B_9"));
    }

    @Test
    void everyParameterMayBeAbsent() {
        Query nothing = new Query(After.Bound.NOW, Topics.ALL, null);

        assertThat(parse("GET /poll" + REST)).isEqualTo(nothing);
        assertThat(parse("GET /poll?" + REST)).isEqualTo(nothing);
        assertThat(parse("GET /poll?after&topics=" + REST)).isEqualTo(nothing);
        assertThat(parse("GET /poll?_=1&&x" + REST)).isEqualTo(nothing);
    }

    @Test
    void percentEncodingIsDecoded() {
        Query query = parse(
                "GET /poll?%61fter=%65arliest&topics=orders%2Cbuilds" + REST);

        assertThat(query).isEqualTo(
                new Query(After.Bound.EARLIEST, Topics.parse("orders,builds"), null));
    }

    @Test
    void firstOfTwoCounts() {
        assertThat(parse("GET /poll?after=earliest&after=k3f9-1" + REST).after())
                .isEqualTo(After.Bound.EARLIEST);
    }

    @Test
    void whatABrowserSendsIsPlain() {
        Query query = parse("""
                GET /poll?after=k3f9-42 HTTP/1.1\r
                Host: 127.0.0.1:7001\r
                Connection: keep-alive\r
                Cache-Control: no-store\r
                sec-ch-ua: "Chromium";v="149", "Not)A;Brand";v="24"\r
                User-Agent: Mozilla/5.0 (X11; Linux x86_64)\r
                Accept: */*\r
                Referer: http://127.0.0.1:7001/\r
                Accept-Encoding: gzip, deflate, br, zstd\r
                Accept-Language: fr-FR,fr;q=0.9\r
                X-Empty:\r
                \r
                """);

        assertThat(query)
                .isEqualTo(new Query(After.parse("k3f9-42"), Topics.ALL, null));
    }

    /** Another request, or another version. */
    @ParameterizedTest
    @ValueSource(strings = {"POST /poll", "HEAD /poll", "get /poll", "GET /status",
            "GET /poll/", "GET /polling",
            "GET /Poll", "GET http://localhost:7001/poll", "GET  /poll", "GET /poll#a",
            "GET /poll?a#b", "GET /poll?a b",
            "GET /poll?a\u0001", "GET /poll?é", " GET /poll", "\r\nGET /poll"})
    void anotherRequestIsGivenBack(String start) {
        assertThat(parse(start + REST)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/2", "HTTP/1.1 ", "http/1.1"})
    void anotherVersionIsGivenBack(String version) {
        assertThat(parse("GET /poll " + version + "\r\nHost: a\r\n\r\n")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 0", "content-length: 5",
            "Transfer-Encoding: chunked",
            "TRANSFER-ENCODING: chunked", "Expect: 100-continue", "Upgrade: websocket",
            "Connection: close",
            "Connection: Upgrade", "Connection: keep-alive, close",
            "Origin: http://localhost:7001"})
    void moreThanAPollIsGivenBack(String field) {
        assertThat(parse("GET /poll HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n"))
                .isNull();
    }

    /** Where there are two ways to read it, a request could be smuggled (RFC 9112 §11.2). */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length : 5", " Content-Length: 5", "\tfolded",
            " folded: too", "no colon", ": a",
            "a b: c", "X: a\nContent-Length: 5", "X: a\rContent-Length: 5", "X: \0",
            "Host: b", "X\u0001: a"})
    void doubtfulFieldIsGivenBack(String field) {
        assertThat(parse("GET /poll HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n"))
                .isNull();
    }

    @Test
    void withoutHostItIsGivenBack() {
        assertThat(parse("GET /poll HTTP/1.1\r\nAccept: */*\r\n\r\n")).isNull();
        assertThat(parse("GET /poll HTTP/1.1\r\n\r\n")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET /poll HTTP/1.1\r\n",
            "GET /poll HTTP/1.1\r\nHost: a\r\n",
            "GET /poll HTTP/1.1\r\nHost: a\r\n\r", "\r\n\r\n", "\r\n",
            "GET /poll HTTP/1.1\r\nHost: a\r\n\r\nG",
            "GET /poll HTTP/1.1\r\nHost: a\r\n\r\nGET /poll HTTP/1.1\r\nHost: a\r\n\r\n"})
    void partOfARequestOrMoreThanOneIsGivenBack(String bytes) {
        assertThat(parse(bytes)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=later", "after=k3f9-1%0d%0a", "after=%", "after=%zz",
            "topics=,", "topics=A",
            "client=", "client", "client=a%20b", "client=a+b", "%=1"})
    void badParameterIsGivenBack(String query) {
        assertThat(parse("GET /poll?" + query + REST)).isNull();
    }

    @Test
    void bytesAreOnlyLookedAt() {
        ByteBuffer bytes = ByteBuffer
                .wrap(("GET /poll" + REST).getBytes(StandardCharsets.ISO_8859_1));

        PollRequest.parse(bytes);

        assertThat(bytes.position()).isZero();
        assertThat(bytes.remaining()).isEqualTo(bytes.capacity());
    }

    private static Query parse(String request) {
        return PollRequest
                .parse(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
    }
}
