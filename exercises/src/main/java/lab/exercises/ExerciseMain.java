package lab.exercises;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs an exercise as a process of its own. By hand, {@code ExerciseMain polling port=7010
 * capacity=5}. With only {@code --driven} it is told by its standard input, line by line, to {@code start
 * polling port=… name=value…} and to {@code stop PORT}, so that many instances can come and go without a
 * new process; to each line it answers one.
 */
public final class ExerciseMain {

    static final String DEFAULT_PORT = "7010";

    private final Map<Integer, Running> running = new HashMap<>();

    private ExerciseMain() {
    }

    public static void main(String[] args) throws IOException {
        if (args.length == 0) {
            System.err.println("usage: EXERCISE [name=value…], such as polling port="
                    + DEFAULT_PORT);
            System.exit(2);
        }
        if (args[0].equals("--driven")) {
            new ExerciseMain().obey();
        }
        try {
            ExerciseSettings settings = settings(args, 1);
            Running started = Exercises.start(find(args[0]), settings);
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            System.out.printf("%s: port %d%n", args[0], settings.port());
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    /** Ends the process when whoever drives it is gone, or when the exercise does not start. */
    private void obey() throws IOException {
        // What the exercise prints must not be taken for an answer.
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answers.println("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            try {
                answers.println(obey(line.split(" ")));
            } catch (RuntimeException | Error failed) {
                failed.printStackTrace();
                System.err.flush();
                Runtime.getRuntime().halt(1);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private String obey(String[] words) {
        if (words[0].equals("start")) {
            ExerciseSettings settings = settings(words, 2);
            running.put(settings.port(), Exercises.start(find(words[1]), settings));
            return "started " + settings.port();
        }
        Running stopping = running.remove(Integer.valueOf(words[1]));
        if (stopping != null) {
            stopping.close();
        }
        return "stopped " + words[1];
    }

    private static Exercise find(String slug) {
        return Exercises.find(slug, ExerciseMain.class.getClassLoader());
    }

    /** @param from the first word that is a setting */
    private static ExerciseSettings settings(String[] words, int from) {
        Map<String, String> values = new HashMap<>();
        values.put("port", DEFAULT_PORT);
        for (int i = from; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "Settings must be name=value, was \"%s\"".formatted(words[i]));
            }
            values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        int port = new ExerciseSettings(1, values).number("port", 0);
        values.remove("port");
        return new ExerciseSettings(port, values);
    }
}
