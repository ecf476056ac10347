package lab.grader.report;

import lab.judge.CheckResult;
import lab.judge.Outcome;

/** JUnit's XML as build servers read it: an exercise is a suite, a check a test case. */
final class JunitXml {

    private JunitXml() {
    }

    static String of(Report report, StudentResult result) {
        StringBuilder xml = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (CatalogueEntry entry : report.catalogue()) {
            suite(xml, entry, Report.verdict(result, entry));
        }
        return xml.append("</testsuites>\n").toString();
    }

    private static void suite(StringBuilder xml, CatalogueEntry entry,
            Verdict verdict) {
        boolean unjudged = verdict.checks().isEmpty();
        xml.append(
                "  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">\n"
                        .formatted(entry.slug(), unjudged ? 1 : verdict.checks().size(),
                                count(verdict, Outcome.FAIL)
                                        + count(verdict, Outcome.TIMEOUT)
                                        + (verdict.compiled() && unjudged ? 1 : 0),
                                count(verdict, Outcome.CRASHED)
                                        + count(verdict, Outcome.GRADER_ERROR)
                                        + (verdict.compiled() ? 0 : 1),
                                count(verdict, Outcome.NOT_REACHED)));
        if (unjudged) {
            testCase(xml, entry.slug(), "compiles",
                    verdict.compiled() ? "failure" : "error",
                    verdict.compiled()
                            ? "Nothing was written"
                            : String.join("\n", verdict.errors()));
        }
        for (CheckResult check : verdict.checks()) {
            String element = switch (check.outcome()) {
                case PASS -> null;
                case FAIL, TIMEOUT -> "failure";
                case NOT_REACHED -> "skipped";
                case CRASHED, GRADER_ERROR -> "error";
            };
            testCase(xml, entry.slug(), check.id(), element,
                    check.feedback() == null ? "" : check.feedback().in("en"));
        }
        xml.append("  </testsuite>\n");
    }

    private static long count(Verdict verdict, Outcome outcome) {
        return verdict.checks().stream().filter(check -> check.outcome() == outcome)
                .count();
    }

    private static void testCase(StringBuilder xml, String slug, String name,
            String element, String text) {
        xml.append("    <testcase classname=\"%s\" name=\"%s\"".formatted(escape(slug),
                escape(name)));
        if (element == null) {
            xml.append("/>\n");
        } else {
            String first = text.lines().findFirst().orElse("");
            xml.append(">\n      <%s message=\"%s\">%s</%s>\n    </testcase>\n"
                    .formatted(element, escape(first), escape(text), element));
        }
    }

    /** What XML 1.0 has no way to say becomes a replacement character. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n', '\t' -> escaped.appendCodePoint(c);
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c >= 0x20 && c <= 0xD7FF && (c < 0x7F || c > 0x9F)
                || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
