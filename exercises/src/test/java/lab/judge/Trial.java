package lab.judge;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import lab.exercises.ExerciseSettings;
import lab.exercises.Running;

/**
 * One run of one check: it starts instances of the exercise, records what is done and seen, draws
 * payloads, and ends with a {@link CheckFailure} that explains itself. At the check's end every
 * instance and connection is closed.
 */
public final class Trial {

    private static final Text NOTHING = Text.text(
            "nothing, for longer than any working answer takes",
            "rien, pendant plus longtemps que ne prend toute réponse correcte");
    private static final Rule STARTS = Rule.rule(
            "start(…) returns as soon as the port accepts connections",
            "start(…) revient dès que le port accepte des connexions")
            .source("Exercise.start");
    private static final Rule STOPS = Rule.rule("close() returns",
            "close() revient").source("Running.close");
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(5);
    private static final int MAX_PATIENCE = 6;
    private static final int TRACE_LINES = 20;

    /** Of a whole check, in limits: for an exercise that says something now and then, and never the right thing. */
    private static final int LIMITS_PER_CHECK = 6;

    /** What students are told to start their exercise on; in transcripts the drawn port is this. */
    static final String SHOWN_ADDRESS = "localhost:7010";

    /** Where a client is told to connect; in transcripts the drawn port is this. */
    static final String SHOWN_PEER = "localhost:7011";

    /** Ends what would never end: writing to an exercise that does not read has no limit of its own. */
    private static final ScheduledExecutorService WATCH = Executors
            .newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "judge-watch");
                thread.setDaemon(true);
                return thread;
            });

    private final String slug;
    private final Check check;
    private final Target.Judging judging;
    private final Random random;
    private final Transcript transcript = new Transcript();
    private final List<Text> steps = new ArrayList<>();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private final long endNanos = System.nanoTime()
            + limit().multipliedBy(LIMITS_PER_CHECK).toNanos();
    private String reproduce = "";

    Trial(String slug, Check check, Target.Judging judging) {
        this.slug = slug;
        this.check = check;
        this.judging = judging;
        this.random = new Random(
                judging.seed() * 31 + (slug + " " + check.id()).hashCode());
    }

    /**
     * How long to wait for what must come: a hang limit, that no working answer comes near to. Five
     * seconds on an idle machine; more on one that has more to do than it has cores.
     */
    public static Duration limit() {
        double load = ManagementFactory.getOperatingSystemMXBean()
                .getSystemLoadAverage();
        int cores = Runtime.getRuntime().availableProcessors();
        long patience = Math.round(Math.ceil(load / cores));
        return IDLE_LIMIT.multipliedBy(Math.max(1, Math.min(patience, MAX_PATIENCE)));
    }

    /** Starts the exercise with its default settings. */
    public Instance start() {
        return start(settings -> settings);
    }

    /** Starts another instance of the exercise, on a port that is drawn; returns when it listens. */
    public Instance start(UnaryOperator<ExerciseSettings> with) {
        ExerciseSettings settings = with.apply(new ExerciseSettings(freePort()));
        try {
            Running running = judging.target().start(slug, settings);
            open.add(running);
            return new Instance(this, settings.port(), running);
        } catch (Target.ExerciseCrashed crashed) {
            throw crashed(crashed.getMessage());
        } catch (Target.ExerciseSilent silent) {
            throw silence(STARTS);
        }
    }

    void stop(Running running) {
        open.remove(running);
        try {
            running.close();
        } catch (Target.ExerciseCrashed crashed) {
            throw crashed(crashed.getMessage());
        } catch (Target.ExerciseSilent silent) {
            throw silence(STOPS);
        }
    }

    /** Says what is done next, for the feedback; in the imperative, without a full stop. */
    public Trial step(String en, String fr) {
        steps.add(new Text(en, fr));
        return this;
    }

    /** Draws from the seed: the same in every run with that seed, and not to be foreseen without it. */
    public Random random() {
        return random;
    }

    /** A server socket of the check, for an exercise that connects. */
    public Peer listen() {
        return Peer.listen(this);
    }

    /** A drawn word of eight letters. */
    public String word() {
        StringBuilder word = new StringBuilder();
        random.ints(8, 'a', 'z' + 1).forEach(word::appendCodePoint);
        return word.toString();
    }

    /** The command that shows the same to a student whose exercise runs on port 7010. */
    public Trial reproduceWith(String command) {
        reproduce = command;
        return this;
    }

    /**
     * Ends the check unless {@code holds}.
     *
     * @param seen what came back, and where that is in the transcript
     */
    public void require(boolean holds, Rule rule, Seen seen) {
        if (!holds) {
            throw failure(Outcome.FAIL, rule, seen.got(), seen.place());
        }
    }

    /** What is looked at when a rule is broken. */
    public interface Seen {

        /** In a few words. */
        Text got();

        /** Null is the end of the transcript. */
        Transcript.Place place();

        /** Something seen at the end of the transcript, such as how long it took. */
        static Seen atTheEnd(String en, String fr) {
            return at(null, new Text(en, fr));
        }

        static Seen at(Transcript.Place place, Text got) {
            return new Seen() {
                @Override
                public Text got() {
                    return got;
                }

                @Override
                public Transcript.Place place() {
                    return place;
                }
            };
        }
    }

    /** Nothing came, until a limit that is far beyond what is needed. */
    CheckFailure silence(Rule rule) {
        return failure(Outcome.TIMEOUT, rule,
                NOTHING,
                null);
    }

    CheckFailure failure(Outcome outcome, Rule rule, Text got, Transcript.Place place) {
        String ended = judging.target().ended();
        if (ended != null) {
            return crashed(ended);
        }
        return explained(outcome, rule, got, place);
    }

    private CheckFailure crashed(String how) {
        return explained(Outcome.CRASHED, Rule.rule("The exercise keeps running",
                "L'exercice continue de tourner").source("Exercise.start"),
                Text.same(Printable.text(how)), null);
    }

    private CheckFailure explained(Outcome outcome, Rule rule, Text got,
            Transcript.Place place) {
        String source = rule.source().isEmpty() ? check.source() : rule.source();
        return new CheckFailure(outcome, new Feedback(List.copyOf(steps),
                rule.expected(), source, got, transcript.lines(place), rule.cause(),
                reproduce));
    }

    Transcript transcript() {
        return transcript;
    }

    void opened(AutoCloseable connection) {
        open.add(connection);
    }

    /** What is left of the check's time, but not more than {@link #limit}; at least 1. */
    int millisToWait() {
        long left = (endNanos - System.nanoTime()) / 1_000_000;
        return (int) Math.max(1, Math.min(left, limit().toMillis()));
    }

    /** The check has taken all the time that it has. */
    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    /** A check's method. */
    interface Body {
        void run() throws Throwable;
    }

    /** @throws CheckFailure however it has failed */
    void run(Body body) {
        Future<?> watch = WATCH.schedule(this::closeConnections,
                endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        try {
            body.run();
            String ended = judging.target().ended();
            if (ended != null) {
                throw crashed(ended);
            }
        } catch (CheckFailure failure) {
            throw failure;
        } catch (Throwable unexpected) { // whatever it is, it is not the student's
            throw new CheckFailure(Outcome.GRADER_ERROR,
                    new Feedback(List.copyOf(steps),
                            Text.text("A check without a mistake",
                                    "Un contrôle sans erreur"),
                            "lab.judge",
                            Text.same(unexpected.toString()), stackTrace(unexpected),
                            Text.same(""), reproduce));
        } finally {
            watch.cancel(false);
            closeAll();
        }
    }

    void report(Outcome outcome, Feedback feedback) {
        judging.results().accept(CheckResult.of(check, outcome, feedback));
    }

    /** Connections before the instances that they are to. */
    private void closeAll() {
        for (int i = open.size() - 1; i >= 0; i--) {
            try {
                open.get(i).close();
            } catch (Exception ignored) { // the verdict stands; what is left goes with the process
            }
        }
    }

    private void closeConnections() {
        open.stream().filter(Wire.class::isInstance)
                .forEach(wire -> ((Wire) wire).close());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1,
                InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new java.io.UncheckedIOException(none);
        }
    }

    private static List<String> stackTrace(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace()).map(StackTraceElement::toString)
                .limit(TRACE_LINES).toList();
    }
}
