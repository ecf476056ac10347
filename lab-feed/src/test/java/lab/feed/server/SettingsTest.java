package lab.feed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @AfterEach
    void clear() {
        System.clearProperty("lab.hold");
    }

    @Test
    void defaultsAreThoseOfTheContract() {
        assertThat(Settings.read(7001, name -> null)).isEqualTo(new Settings(
                "127.0.0.1", 7001,
                Duration.ofSeconds(25), Duration.ofSeconds(15), 1_000, 50, Set.of()));
        assertThat(Settings.forTests().port()).isZero();
    }

    @Test
    void everySettingCanBeSet() {
        Map<String, String> values = Map.of("lab.host", "0.0.0.0", "lab.port", " 8080 ",
                "lab.hold", "300ms",
                "lab.heartbeat", "2m", "lab.capacity", "1000000", "lab.publish.rate",
                "1",
                "lab.origins", "http://localhost:8080, https://example.org,");

        assertThat(Settings.read(7001, values::get))
                .isEqualTo(new Settings("0.0.0.0", 8080, Duration.ofMillis(300),
                        Duration.ofMinutes(2), 1_000_000, 1,
                        Set.of("http://localhost:8080", "https://example.org")));
    }

    @Test
    void blankIsAsIfNotSet() {
        assertThat(Settings.read(7001, name -> "  "))
                .isEqualTo(Settings.read(7001, name -> null));
    }

    @Test
    void systemPropertyIsRead() {
        System.setProperty("lab.hold", "1s");

        assertThat(Settings.fromEnvironment(7001).hold())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void withChangesOneSetting() {
        Settings settings = Settings.forTests().withPort(1)
                .withHold(Duration.ofSeconds(2))
                .withHeartbeat(Duration.ofSeconds(3)).withCapacity(4).withPublishRate(5)
                .withOrigins(Set.of("http://a"));

        assertThat(settings).isEqualTo(new Settings("127.0.0.1", 1,
                Duration.ofSeconds(2), Duration.ofSeconds(3),
                4, 5, Set.of("http://a")));
    }

    @ParameterizedTest
    @CsvSource({
            "lab.port, LAB_PORT, a whole number in 0..65535",
            "lab.capacity, LAB_CAPACITY, a whole number in 1..1000000",
            "lab.publish.rate, LAB_PUBLISH_RATE, a whole number in 1..1000000"})
    void numbersHaveARange(String property, String variable, String rule) {
        for (String value : new String[]{"-1", "1000001", "99999999999", "1.5", "many",
                "0x10"}) {
            assertThatThrownBy(() -> Settings.read(7001, Map.of(property, value)::get))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("%s (%s) must be %s, was \"%s\"", property, variable,
                            rule, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0ms", "25", "25 s", "-1s", "1h", "1.5s", "25S",
            "121s", "3m", "9999999999ms"})
    void holdIsADurationOfAtMostTwoMinutes(String value) {
        assertThatThrownBy(() -> Settings.read(7001, Map.of("lab.hold", value)::get))
                .hasMessage(
                        "lab.hold (LAB_HOLD) must be a duration such as 300ms, 25s or 2m, in 1ms..120s, was \"%s\"",
                        value);
    }

    @Test
    void heartbeatIsADurationOfAtMostTenMinutes() {
        assertThat(Settings.read(7001, Map.of("lab.heartbeat", "600000ms")::get)
                .heartbeat())
                .isEqualTo(Duration.ofMinutes(10));
        assertThatThrownBy(
                () -> Settings.read(7001, Map.of("lab.heartbeat", "11m")::get))
                .hasMessage(
                        "lab.heartbeat (LAB_HEARTBEAT) must be a duration such as 300ms, 25s or 2m, in 1ms..600s, was \"11m\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "null", "*", "http://localhost:8080/",
            "ftp://a", "http://a b", "http://"})
    void originIsWrittenAsBrowsersSendIt(String value) {
        assertThatThrownBy(() -> Settings.read(7001,
                Map.of("lab.origins", "http://a," + value)::get))
                .hasMessage(
                        "lab.origins (LAB_ORIGINS) must be origins such as http://localhost:8080, was \"%s\"",
                        value);
    }

    @Test
    void helpListsEverySettingWithItsDefault() {
        String help = Settings.help("longpolling", 7001);

        assertThat(help).startsWith("longpolling: settings")
                .containsPattern("LAB_HOST +lab\\.host +127\\.0\\.0\\.1 ")
                .containsPattern("LAB_PORT +lab\\.port +7001 ")
                .containsPattern("LAB_HOLD +lab\\.hold +25s ")
                .containsPattern("LAB_HEARTBEAT +lab\\.heartbeat +15s ")
                .containsPattern("LAB_CAPACITY +lab\\.capacity +1000 ")
                .containsPattern("LAB_PUBLISH_RATE +lab\\.publish\\.rate +50 ")
                .containsPattern("LAB_ORIGINS +lab\\.origins +same origin ");
        assertThat(Arrays.stream(Settings.class.getRecordComponents())
                .map(RecordComponent::getName))
                .as("a new setting needs a line above and in the help").hasSize(7);
    }
}
