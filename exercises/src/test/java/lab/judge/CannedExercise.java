package lab.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lab.exercises.ExerciseSettings;
import lab.exercises.Running;

/** An exercise that says to each connection what it was given, whatever it is asked, for tests of the judge itself. */
final class CannedExercise implements Target {

    private final byte[] answer;
    private final boolean ends;

    /** @param ends whether it closes each connection after that, or stays silent */
    CannedExercise(byte[] answer, boolean ends) {
        this.answer = answer;
        this.ends = ends;
    }

    /** Runs {@code body} as a check against it, and gives how that ended. */
    CheckResult judge(Body body) {
        List<CheckResult> results = new ArrayList<>();
        Check check = Sample.check();
        Trial trial = new Trial("sample", check, new Judging(this, 1, results::add));
        try {
            trial.run(() -> body.run(trial));
            trial.report(Outcome.PASS, null);
        } catch (CheckFailure failure) {
            trial.report(failure.outcome(), failure.feedback());
        }
        return results.get(0);
    }

    /** What a check does. */
    interface Body {
        void run(Trial trial);
    }

    /** Where the check's annotation comes from. */
    private static final class Sample {

        private Sample() {
        }

        static Check check() {
            return Arrays.stream(Sample.class.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Check.class))
                    .findFirst().orElseThrow().getAnnotation(Check.class);
        }

        @Check(id = "sample", points = 2, stage = 1, source = "RFC 0000 §1", title = @Words(en = "It answers.", fr = "Il répond."), hint = @Words(en = "Read it.", fr = "Lisez-la."))
        static void sample(Trial trial) {
            trial.start();
        }
    }

    @Override
    public Running start(String slug, ExerciseSettings settings) {
        try {
            ServerSocket server = new ServerSocket(settings.port(), 50,
                    InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> serve(server));
            thread.setDaemon(true);
            thread.start();
            return () -> close(server);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private void serve(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.getOutputStream().write(answer);
                if (ends) {
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                    socket.close();
                }
            }
        } catch (IOException closed) {
            close(server);
        }
    }

    private static void close(ServerSocket server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String ended() {
        return null;
    }
}
