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
    static List<String> submission(Image image, String jars, String classes) {
        List<String> command = limited();
        if (image.hasArchive()) {
            command.add("-XX:SharedArchiveFile=" + jars.replaceFirst("[^/]+$", "")
                    + ClassDataArchive.FILE);
        }
        command.addAll(List.of("-cp",
                Image.classPath(image.exerciseJars(), jars) + ":" + classes,
                ExerciseMain.class.getName(), "--driven"));
        return command;
    }

    /** The same machine, which writes down what it has loaded. */
    static List<String> training(Image image, String archive) {
        List<String> command = limited();
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp",
                Image.classPath(image.exerciseJars(), "/lab/" + Image.EXERCISE),
                "lab.exercises.Training"));
        return command;
    }

    private static List<String> limited() {
        return new ArrayList<>(List.of(java(), "-Xmx160m", "-Xss512k",
                "-XX:MaxMetaspaceSize=96m", "-XX:MaxDirectMemorySize=48m",
                "-XX:ReservedCodeCacheSize=48m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism", "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=/dev/null", "-Xshare:auto", "-Dfile.encoding=UTF-8",
                "-Djava.security.egd=file:/dev/urandom"));
    }
}
