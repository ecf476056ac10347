package lab.grader;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The grader finds exercises and imports none; exercises see the feed and nothing else of ours. */
class ArchitectureTest {

    static {
        // The names of foreign classes are enough, and to read them all takes a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPackages("lab.grader", "lab.judge", "lab.exercises");

    private static final List<String> FEED = List.of("lab.feed", "lab.feed.server");

    private static DescribedPredicate<JavaClass> inOurPackage(String description,
            java.util.function.Predicate<String> packageName) {
        return describe(description, type -> type.getPackageName().startsWith("lab.")
                && packageName.test(type.getPackageName()));
    }

    @Test
    void theGraderImportsNoExercise() {
        noClasses().that().resideInAPackage("lab.grader..")
                .should().dependOnClassesThat(inOurPackage("are an exercise's",
                        name -> name.startsWith("lab.exercises.")))
                .check(CLASSES);
    }

    @Test
    void exercisesSeeTheFeedOnly() {
        noClasses().that().resideInAPackage("lab.exercises..")
                .and().haveSimpleNameNotEndingWith("Checks")
                .and(describe("are not nested in checks",
                        type -> !type.getName().contains("Checks$")))
                .should().dependOnClassesThat(inOurPackage("are of a lab or the judge",
                        name -> !FEED.contains(name)
                                && !name.startsWith("lab.exercises")))
                .check(CLASSES);
    }

    @Test
    void anExerciseDoesNotSeeAnother() {
        slices().matching("lab.exercises.(*)..").should().notDependOnEachOther()
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("lab.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Whoever sleeps waits too long or not long enough: there is an event to wait for. */
    @Test
    void nothingSleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Thread.class, "sleep", long.class, int.class)
                .check(CLASSES);
    }
}
