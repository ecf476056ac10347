package lab.grader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lab.grader.report.CatalogueEntry;
import lab.grader.report.StudentResult;
import lab.grader.report.Verdict;

/** Judges all submissions of a folder that have no result yet, several at the same time. */
final class Grading {

    private final Repository repository;
    private final Quiz quiz;
    private final Results results;
    private final Results.Setup setup;
    private final Sandbox sandbox;
    private final Image image;
    private final Consumer<StudentResult> done;

    /** @param done is told of each result, on the thread that has come to it */
    Grading(Repository repository, Results results, Results.Setup setup,
            Sandbox sandbox,
            Image image, Consumer<StudentResult> done) {
        this.repository = repository;
        this.quiz = Quiz.read(repository);
        this.results = results;
        this.setup = setup;
        this.sandbox = sandbox;
        this.image = image;
        this.done = done;
    }

    /** The submissions by id: each folder and each zip archive in it. */
    static Map<String, Path> find(Path folder) throws IOException {
        Map<String, Path> found = new java.util.TreeMap<>();
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
                String name = path.getFileName().toString();
                boolean archive = name.toLowerCase(java.util.Locale.ROOT)
                        .endsWith(".zip");
                if (name.startsWith(".") || !Files.isDirectory(path) && !archive) {
                    continue;
                }
                String id = archive && !Files.isDirectory(path)
                        ? name.substring(0, name.length() - 4)
                        : name;
                String twin = files.put(
                        Results.fileName(id).toLowerCase(java.util.Locale.ROOT), name);
                if (twin != null) {
                    throw new IllegalArgumentException(
                            "Every submission must have a name of its own, was \"%s\" and \"%s\""
                                    .formatted(twin, name));
                }
                found.put(id, path);
            }
        }
        return found;
    }

    /** Those that have no result for what they are now. */
    static Map<String, Path> unfinished(Map<String, Path> submissions, Results results,
            Results.Setup setup) throws IOException {
        Map<String, Path> unfinished = new java.util.TreeMap<>();
        for (Map.Entry<String, Path> submission : submissions.entrySet()) {
            StudentResult result = results.find(submission.getKey());
            if (result == null || result.pending() > 0 || result.seed() != setup.seed()
                    || !result.suite().equals(setup.suite()) || !result.fingerprint()
                            .equals(SubmissionReader.read(submission.getValue())
                                    .fingerprint())) {
                unfinished.put(submission.getKey(), submission.getValue());
            }
        }
        return unfinished;
    }

    /** Returns when all are judged; fails as soon as one thread does. */
    void run(Map<String, Path> submissions, int jobs) throws IOException {
        Queue<Map.Entry<String, Path>> waiting = new ConcurrentLinkedQueue<>(
                submissions.entrySet());
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> judges = new ArrayList<>();
        for (int number = 0; number < Math.min(jobs, submissions.size()); number++) {
            int own = number;
            Thread judge = new Thread(() -> judge(waiting, own, failure),
                    "judge-" + number);
            judge.start();
            judges.add(judge);
        }
        try {
            for (Thread judge : judges) {
                judge.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        if (failure.get() != null) {
            throw new IllegalStateException("The grading has stopped", failure.get());
        }
    }

    private void judge(Queue<Map.Entry<String, Path>> waiting, int number,
            AtomicReference<Throwable> failure) {
        try (WorkerJury jury = new WorkerJury(sandbox, number, image, setup.seed())) {
            for (Map.Entry<String, Path> next = waiting.poll(); next != null
                    && failure.get() == null; next = waiting.poll()) {
                StudentResult result = judge(SubmissionReader.read(next.getValue()),
                        jury);
                results.put(result);
                done.accept(result);
            }
        } catch (IOException | RuntimeException | Error stopped) {
            failure.compareAndSet(null, stopped);
        }
    }

    private StudentResult judge(Submission submission, Jury jury) {
        List<Verdict> verdicts = new ArrayList<>();
        for (CatalogueEntry entry : repository.catalogue()) {
            Map<String, String> sources = submission.sources(repository, entry.slug());
            verdicts.add(sources.isEmpty()
                    ? Verdict.untouched(entry.slug())
                    : verdict(jury, entry.slug(), sources));
        }
        if (!quiz.key().isEmpty()) {
            verdicts.add(quiz.judge(submission.quiz()));
        }
        return new StudentResult(submission.id(), submission.fingerprint(),
                setup.suite(),
                setup.seed(), submission.codePrints(repository), submission.notes(),
                verdicts);
    }

    /** What fails by itself is tried once more: a machine may have been out of something. */
    private static Verdict verdict(Jury jury, String slug,
            Map<String, String> sources) {
        try {
            Verdict verdict = jury.judge(slug, sources);
            return verdict.pending() > 0 ? jury.judge(slug, sources) : verdict;
        } catch (IllegalStateException | UncheckedIOException lost) {
            return again(jury, slug, sources);
        }
    }

    private static Verdict again(Jury jury, String slug, Map<String, String> sources) {
        try {
            return jury.judge(slug, sources);
        } catch (IllegalStateException | UncheckedIOException lost) {
            return new Verdict(slug, Judge.lost(slug, lost.toString()), List.of());
        }
    }
}
