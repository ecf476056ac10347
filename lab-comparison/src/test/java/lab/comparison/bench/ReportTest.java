package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {

    private static final Subject LAB = new Subject(Subject.LAB, Transport.SSE);
    private static final Subject NODE = new Subject(Subject.NODE, Transport.SSE);
    private static final Settings SETTINGS = new Settings(List.of(Transport.SSE),
            Set.of(Mode.CPU), 1_000, 5_000, 10,
            100, Duration.ofSeconds(10), Duration.ofSeconds(5), 30,
            Duration.ofSeconds(3),
            Duration.ofSeconds(1), 3, 0);

    private final Results results = new Results();

    @Test
    void theTableHasAColumnPerSubjectAndALinePerFigure() {
        cpu(LAB, 8, 7, 9);
        cpu(NODE, 9);

        String table = TextTable.of(report());

        assertThat(table).endsWith(
                """
                        median (min..max)                    SSE (lab)  SSE (node)  SSE: lab / best peer
                        server CPU per delivery, µs  8.00 (7.00..9.00)        9.00                  0.89
                        """);
    }

    @Test
    void whatWasNotMeasuredIsADash() {
        cpu(LAB, 8);
        results.add(NODE, Figure.IDLE_KIB, 14.3);

        assertThat(TextTable.rows(results)).containsExactly(
                List.of("median (min..max)", "SSE (lab)", "SSE (node)"),
                List.of("server CPU per delivery, µs", "8.00", "–"),
                List.of("memory per idle connection, KiB", "–", "14.3"));
    }

    @Test
    void theBestPeerIsTheOneWithTheLeastCostOrTheMostDeliveries() {
        Subject other = new Subject("other", Transport.SSE);
        cpu(LAB, 6);
        cpu(NODE, 10);
        cpu(other, 8);
        results.add(LAB, Figure.SUSTAINED, 300);
        results.add(NODE, Figure.SUSTAINED, 200);
        results.add(other, Figure.SUSTAINED, 100);

        assertThat(results.besideBestPeer(LAB, Figure.CPU_MICROS)).hasValue(0.75);
        assertThat(results.besideBestPeer(LAB, Figure.SUSTAINED)).hasValue(1.5);
    }

    @Test
    void whatIsNeitherGoodNorBadIsNotCompared() {
        results.add(LAB, deliveries(0));
        results.add(NODE, deliveries(0));

        assertThat(results.besideBestPeer(LAB, Figure.DELIVERIES)).isEmpty();
    }

    @Test
    void jsonHasEveryValue() throws IOException {
        cpu(LAB, 8, 7, 9);
        results.add(LAB, deliveries(0));

        JsonNode json = new ObjectMapper().readTree(JsonReport.of(report()));

        JsonNode first = json.path("results").path(0);
        assertThat(first.path("transport").asText()).isEqualTo("sse");
        assertThat(first.path("implementation").asText()).isEqualTo("lab");
        assertThat(first.path("figures").path("cpuMicrosPerDelivery")).hasToString(
                "{\"unit\":\"µs\",\"median\":8.0,\"min\":7.0,\"max\":9.0,\"values\":[8.0,7.0,9.0]}");
        assertThat(first.path("figures").path("latencyP50Millis").path("median")
                .asDouble()).isEqualTo(1.5);
        assertThat(first.path("latencyPercentiles").size())
                .isEqualTo(LatencyChart.PERCENTILES.length);
        assertThat(json.path("settings").path("clients").asInt()).isEqualTo(1_000);
    }

    @Test
    void theChartsAreWellFormedAndTellPeersByHatching() throws Exception {
        cpu(LAB, 8);
        cpu(NODE, 9);
        results.add(LAB, deliveries(0));

        assertThat(rootOf(BarChart.of(results, Figure.CPU_MICROS))).isEqualTo("svg");
        assertThat(rootOf(LatencyChart.of(results))).isEqualTo("svg");
        assertThat(BarChart.of(results, Figure.CPU_MICROS))
                .contains("fill=\"" + Transport.SSE.colour,
                        "url(#cpuMicrosPerDelivery-sse-node)");
        assertThat(BarChart.of(results, Figure.IDLE_KIB)).isEmpty();
    }

    @Test
    void textIsEscapedInHtml() {
        cpu(LAB, 8);
        Report report = new Report(Instant.EPOCH, new Machine("<script>", 2, "java"),
                SETTINGS, results,
                Set.of("a & b"));

        String html = HtmlReport.of(report);

        assertThat(html).contains("&lt;script&gt;", "a &amp; b", "<td>8.00</td>")
                .doesNotContain("<script>", "{{");
    }

    @Test
    void aRunIsFlawlessWhenNothingIsLost() {
        results.add(LAB, deliveries(0));
        assertThat(report().isFlawless()).isTrue();

        results.add(LAB, deliveries(1));
        assertThat(report().isFlawless()).isFalse();
    }

    private void cpu(Subject subject, double... values) {
        for (double value : values) {
            results.add(subject, Figure.CPU_MICROS, value);
        }
    }

    private static Deliveries deliveries(long lost) {
        Histogram histogram = new Histogram(3);
        histogram.recordValue(1_500);
        return new Deliveries(1, lost, 0, 0, 0, 1, histogram);
    }

    private Report report() {
        return new Report(Instant.EPOCH, new Machine("Linux", 2, "17"), SETTINGS,
                results, Set.of());
    }

    private static String rootOf(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml))).getDocumentElement()
                .getNodeName();
    }
}
