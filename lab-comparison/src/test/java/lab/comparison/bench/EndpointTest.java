package lab.comparison.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @Test
    void thisMachineIsAllowed() {
        assertThat(Endpoint.of("http://localhost:7002/"))
                .isEqualTo(new Endpoint("localhost", 7002));
        assertThat(Endpoint.of("http://127.0.0.1:80"))
                .isEqualTo(new Endpoint("127.0.0.1", 80));
        assertThat(Endpoint.of("http://127.1.2.3"))
                .isEqualTo(new Endpoint("127.1.2.3", 80));
        assertThat(Endpoint.of("http://[::1]:7000").authority())
                .isEqualTo("[::1]:7000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "10.0.0.1", "0.0.0.0",
            "localhost.example.com", "127.0.0.1.example.com",
            "[::2]", "128.0.0.1", "2130706433"})
    void loadGoesNowhereElse(String host) {
        assertThatThrownBy(() -> Endpoint.of("http://" + host + ":7000"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Load goes to this machine only (localhost, 127.0.0.0/8 or [::1]), was \""
                                + host + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:7000", "https://localhost:7000", "http:///x",
            "http://a b", ""})
    void aUrlIsHttpWithAHost(String url) {
        assertThatThrownBy(() -> Endpoint.of(url))
                .hasMessage(
                        "URL must be like http://localhost:7000, was \"" + url + "\"");
    }
}
