package lab.grader;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "watch", description = "Judges an exercise whenever you save, and shows the first check that fails.")
final class WatchCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", description = "the exercise; the first of all if none is given")
    private String slug;

    @Option(names = "--lang", description = "en or fr; by default the machine's")
    private String language = Locale.getDefault().getLanguage();

    @Override
    public Integer call() throws IOException {
        Repository repository = Repository.here();
        String first = slug == null ? repository.catalogue().get(0).slug() : slug;
        repository.entry(first); // says so if there is none
        try (WorkerJury jury = new WorkerJury(Sandbox.probe(), 0,
                Image.prepare(repository), 1).started()) {
            Watch watch = new Watch(repository, jury, language, System.out);
            Thread keys = new Thread(() -> readKeys(watch), "watch-keys");
            keys.setDaemon(true);
            keys.start();
            watch.run(first);
        }
        return 0;
    }

    private static void readKeys(Watch watch) {
        BufferedReader in = new BufferedReader(
                new InputStreamReader(System.in, Charset.defaultCharset()));
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                watch.key(line.strip());
            }
        } catch (IOException closed) {
            watch.key("q");
        }
    }
}
