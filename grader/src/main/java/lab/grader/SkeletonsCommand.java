package lab.grader;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "skeletons", description = "Writes the skeletons from the solutions.")
final class SkeletonsCommand implements Runnable {

    @Parameters(arity = "0..*", description = "exercises; all if none is given")
    private List<String> slugs = List.of();

    @Override
    public void run() {
        Repository repository = Repository.here();
        (slugs.isEmpty() ? Skeletons.slugs(repository) : slugs)
                .forEach(slug -> Skeletons.write(repository, slug));
    }
}
