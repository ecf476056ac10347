package lab.comparison.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.HdrHistogram.Histogram;

/** The figures for other programs, every single value of them. */
final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {
    }

    static String of(Report report) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode().put("start",
                report.start().toString()).put("conditions", report.conditions());
        root.putObject("machine").put("system", report.machine().system())
                .put("processors", report.machine().processors())
                .put("java", report.machine().java());
        settings(root.putObject("settings"), report.settings());
        ArrayNode subjects = root.putArray("results");
        report.results().subjects().forEach(
                subject -> subject(subjects.addObject(), subject, report.results()));
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** The figures of a report that was written before, without its latencies by percentile. */
    static Results results(JsonNode report) {
        Results results = new Results();
        for (JsonNode one : report.path("results")) {
            Subject subject = new Subject(one.path("implementation").asText(),
                    Transport.of(one.path("transport").asText()));
            one.path("figures").properties().forEach(figure -> figure.getValue()
                    .path("values").forEach(value -> results.add(subject,
                            Figure.ofKey(figure.getKey()), value.asDouble())));
        }
        return results;
    }

    private static void settings(ObjectNode node, Settings settings) {
        node.put("clients", settings.clients())
                .put("idleClients", settings.idleClients())
                .put("publishesPerSecond", settings.rate())
                .put("payload", settings.payload())
                .put("durationMillis", settings.duration().toMillis())
                .put("warmupMillis", settings.warmup().toMillis())
                .put("warmupPublishesPerSecond", settings.warmupRate())
                .put("settleMillis", settings.settle().toMillis())
                .put("pollIntervalMillis", settings.pollInterval().toMillis())
                .put("repeat", settings.repeat()).put("slowClients", settings.slow());
    }

    private static void subject(ObjectNode node, Subject subject, Results results) {
        node.put("implementation", subject.implementation()).put("transport",
                subject.transport().id);
        ObjectNode figures = node.putObject("figures");
        for (Figure figure : Figure.values()) {
            results.statistics(subject, figure).ifPresent(statistics -> {
                ObjectNode one = figures.putObject(figure.key).put("unit", figure.unit)
                        .put("median", statistics.median()).put("min", statistics.min())
                        .put("max", statistics.max());
                ArrayNode values = one.putArray("values");
                results.values(subject, figure).forEach(values::add);
            });
        }
        results.latencyMicros(subject).ifPresent(
                histogram -> percentiles(node.putArray("latencyPercentiles"),
                        histogram));
    }

    private static void percentiles(ArrayNode array, Histogram histogram) {
        for (double percentile : LatencyChart.PERCENTILES) {
            array.addObject().put("percentile", percentile)
                    .put("millis",
                            histogram.getValueAtPercentile(percentile) / 1_000.0);
        }
    }
}
