package lab.exercises.polling;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TimeZone;
import lab.exercises.ExerciseSettings;

/** Changes what a JVM shares: streams, locale, properties, the security provider. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        System.setIn(InputStream.nullInputStream());
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
        System.setProperty("line.separator", "PASS");
        System.setProperty("java.home", "/nowhere");
        System.setProperty("user.dir", "/");
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
        });
        return "swapped";
    }
}
