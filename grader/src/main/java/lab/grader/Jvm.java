package lab.grader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.exercises.ExerciseMain;

/** The command line of a JVM for a submission. */
final class Jvm {

    private Jvm() {
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * @param jars where the image's jars for submissions are, as that process sees it
     * @param classes where its own classes are; they come last, so that they replace nothing
     */
    static List<String> submission(Image image, String jars, String classes,
            String slug) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx160m", "-Xss512k",
                "-XX:MaxMetaspaceSize=96m", "-XX:MaxDirectMemorySize=48m",
                "-XX:ReservedCodeCacheSize=48m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism", "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=/dev/null", "-Xshare:auto", "-Dfile.encoding=UTF-8",
                "-Djava.security.egd=file:/dev/urandom"));
        command.addAll(List.of("-cp",
                Image.classPath(image.exerciseJars(), jars) + ":" + classes,
                ExerciseMain.class.getName(), slug, "--driven"));
        return command;
    }
}
