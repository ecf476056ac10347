package lab.comparison;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules: lab-feed, then the transports, then the comparison. */
class ArchitectureTest {

    private static final String[] FEED = {"lab.feed", "lab.feed.server",
            "lab.feed.websocket"};

    static {
        // The names of foreign classes are enough, and to read them all takes a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    }

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("lab");

    @Test
    void theFeedKnowsNoTransport() {
        noClasses().that().resideInAnyPackage(FEED)
                .should().dependOnClassesThat(
                        describe("are of another module",
                                type -> isOurs(type.getPackageName()) && !type
                                        .getPackageName().startsWith("lab.feed")))
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab.longpolling", "lab.sse", "lab.websocket"})
    void aTransportKnowsTheFeedAndNoOtherTransport(String transport) {
        classes().that().resideInAPackage(transport)
                .should().onlyDependOnClassesThat(areOf("lab.feed", transport))
                .check(MAIN);
    }

    /** Each floor of the Socket.IO lab knows the floors below it. */
    @Test
    void engineIoKnowsTheFeedAndNothingOfSocketIo() {
        classes().that().resideInAPackage("lab.engineio")
                .should().onlyDependOnClassesThat(areOf("lab.feed", "lab.engineio"))
                .check(MAIN);
    }

    @Test
    void socketIoKnowsEngineIoAndNoDemonstration() {
        classes().that().resideInAPackage("lab.socketio")
                .should().onlyDependOnClassesThat(areOf("lab.feed", "lab.engineio")
                        .or(describe("are of Socket.IO itself",
                                type -> type.getPackageName().equals("lab.socketio"))))
                .check(MAIN);
    }

    @Test
    void theDemonstrationsKnowNoOtherTransport() {
        classes().that().resideInAPackage("lab.socketio.demo..")
                .should().onlyDependOnClassesThat(
                        areOf("lab.feed", "lab.engineio", "lab.socketio"))
                .check(MAIN);
    }

    /** A student's server needs no word of Javalin but to be mounted. */
    @Test
    void socketIoKnowsTheWebServerOnlyWhereItIsMounted() {
        noClasses().that().resideInAPackage("lab.socketio")
                .and().doNotHaveFullyQualifiedName("lab.socketio.SocketIoServer")
                .and().doNotHaveFullyQualifiedName("lab.socketio.Demo")
                .should().dependOnClassesThat().resideInAnyPackage("io.javalin..",
                        "jakarta.servlet..")
                .check(MAIN);
    }

    /** They turn values into text or bytes and back; how those travel is nothing to them. */
    @Test
    void wireTypesKnowNeitherTheWebServerNorSockets() {
        noClasses().that().haveFullyQualifiedName("lab.sse.ServerSentEvent")
                .or().haveFullyQualifiedName("lab.feed.websocket.Frame")
                .or().haveNameMatching("lab\\.websocket\\.ClientMessage.*")
                .or().haveFullyQualifiedName("lab.websocket.ServerMessage")
                .or().haveFullyQualifiedName("lab.longpolling.PollRequest")
                .or().haveFullyQualifiedName("lab.engineio.EnginePacket")
                .or().haveFullyQualifiedName("lab.engineio.EngineMessage")
                .or().haveNameMatching("lab\\.socketio\\.Packet.*")
                .or().haveFullyQualifiedName("lab.socketio.Attachments")
                .or().haveFullyQualifiedName("lab.socketio.demo.FeedEvents")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..",
                        "java.nio.channels..")
                .orShould().dependOnClassesThat()
                .haveNameMatching("java\\.net\\..*(Socket|Channel|Connection).*")
                .check(MAIN);
    }

    /** What is retained, and who reads it, would be the same without a web server. */
    @Test
    void theFeedItselfKnowsNoWebServer() {
        noClasses().that().resideInAPackage("lab.feed")
                .should().dependOnClassesThat().resideInAnyPackage(
                        "lab.feed.server", "io.javalin..", "org.eclipse.jetty..",
                        "jakarta.servlet..")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("lab.(**)").should().beFreeOfCycles().check(MAIN);
    }

    /** Whoever sleeps waits too long or not long enough: there is an event to wait for. */
    @Test
    void nothingSleeps() {
        noClasses()
                .should().callMethod(Thread.class, "sleep", long.class)
                .orShould().callMethod(Thread.class, "sleep", long.class, int.class)
                .check(new ClassFileImporter().importPackages("lab"));
    }

    /** Of these packages, those below them, or foreign. */
    private static DescribedPredicate<JavaClass> areOf(String... packages) {
        return describe("are of " + String.join(", ", packages) + ", or foreign",
                type -> !isOurs(type.getPackageName()) || Stream.of(packages)
                        .anyMatch(each -> (type.getPackageName() + ".")
                                .startsWith(each + ".")));
    }

    private static boolean isOurs(String packageName) {
        return packageName.startsWith("lab.");
    }
}
