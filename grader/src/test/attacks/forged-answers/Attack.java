package lab.exercises.polling;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import lab.exercises.ExerciseSettings;

/** Says on the pipe that it has started, and that all has passed. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        answers.println("ready");
        answers.println("started " + settings.port());
        answers.println("{\"slug\":\"polling\",\"checks\":[{\"id\":\"history\",\"outcome\":\"PASS\"}],\"errors\":[]}");
        answers.println("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
        System.setOut(answers);
        return "forged";
    }
}
