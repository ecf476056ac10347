package lab.grader;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lab.grader.report.CatalogueEntry;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import lab.judge.Outcome;

/** Waits for files to be saved and for keys, and shows what has become of the exercise. */
final class Watch {

    /** How often files are looked at: every system can do that, and it is soon enough for a reader. */
    private static final int LOOK_MILLIS = 100;
    private static final String QUIT = "q";

    private final Repository repository;
    private final Jury jury;
    private final String language;
    private final boolean french;
    private final PrintStream out;
    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
    private String slug;
    private CheckResult failing;
    private int hintsShown;

    Watch(Repository repository, Jury jury, String language, PrintStream out) {
        this.repository = repository;
        this.jury = jury;
        this.language = language;
        this.french = language.equals("fr");
        this.out = out;
    }

    /** A line that was typed: {@code h}, {@code n}, {@code l}, {@code q}. */
    void key(String line) {
        keys.add(line);
    }

    /** Returns after {@code q}. */
    void run(String first) throws IOException {
        slug = first;
        Map<Path, FileTime> judged = Map.of();
        while (true) {
            Map<Path, FileTime> now = times();
            if (!now.equals(judged)) {
                judged = now;
                judge();
            }
            String key = nextKey();
            if (QUIT.equals(key)) {
                return;
            }
            if (key != null && obey(key)) {
                judged = Map.of();
            }
        }
    }

    private String nextKey() {
        try {
            return keys.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return QUIT;
        }
    }

    /** @return whether there is something else to judge now */
    private boolean obey(String key) {
        switch (key) {
            case "h" -> hint();
            case "l" -> list();
            case "n" -> {
                List<CatalogueEntry> all = repository.catalogue();
                int next = all.indexOf(repository.entry(slug)) + 1;
                slug = all.get(next % all.size()).slug();
                return true;
            }
            default -> out.println(say("h hint, n next exercise, l list, q quit",
                    "h indice, n exercice suivant, l liste, q quitter"));
        }
        return false;
    }

    /** The first failing check is shown as soon as it is known; the rest is only counted. */
    private void judge() throws IOException {
        failing = null;
        hintsShown = 0;
        out.printf("%n%s …%n", slug);
        Verdict verdict = jury.judge(slug,
                Repository.sources(repository.skeletonFolder(slug)), this::show);
        verdict.errors().forEach(out::println);
        out.printf("%s %d / %d%s%n", slug, verdict.score(),
                repository.entry(slug).points(),
                failing == null && verdict.compiled()
                        ? say(", done: n for the next", " : fini, n pour le suivant")
                        : say("  (h hint, n next, l list, q quit)",
                                "  (h indice, n suivant, l liste, q quitter)"));
    }

    private void show(CheckResult result) {
        if (failing == null && result.outcome() != Outcome.PASS) {
            failing = result;
            out.printf("%s %s: %s%n%s", result.outcome(), result.id(),
                    result.title().in(language), result.feedback().in(language));
        }
    }

    /** First that of the check, then those of the statement. */
    private void hint() {
        List<String> hints = new ArrayList<>();
        if (failing != null) {
            hints.add(failing.hint().in(language));
        }
        hints.addAll(Statement.read(repository, slug, french).hints());
        out.println(hintsShown < hints.size()
                ? hints.get(hintsShown++)
                : say("That were all hints.", "C'étaient tous les indices."));
    }

    private void list() {
        for (CatalogueEntry entry : repository.catalogue()) {
            out.printf("%s %s (%d)%n", entry.slug().equals(slug) ? ">" : " ",
                    entry.slug(),
                    entry.points());
        }
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.walk(repository.skeletonFolder(slug))) {
            for (Path file : (Iterable<Path>) files
                    .filter(path -> path.toString().endsWith(".java"))::iterator) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times;
    }

    private String say(String en, String fr) {
        return french ? fr : en;
    }
}
