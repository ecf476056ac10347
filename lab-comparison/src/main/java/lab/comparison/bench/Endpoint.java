package lab.comparison.bench;

import java.net.URI;
import java.util.regex.Pattern;

/** Where a server listens. Always this machine: load is never sent anywhere else. */
record Endpoint(String host, int port) {

    /** Names are not looked up, so that no name can lead elsewhere. */
    private static final Pattern LOOPBACK = Pattern
            .compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    static Endpoint of(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "URL must be like http://localhost:7000, was \"%s\"".formatted(url),
                    e);
        }
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "URL must be like http://localhost:7000, was \"%s\""
                            .formatted(url));
        }
        if (!LOOPBACK.matcher(uri.getHost()).matches()) {
            throw new IllegalArgumentException(
                    "Load goes to this machine only (localhost, 127.0.0.0/8 or [::1]), was \"%s\""
                            .formatted(uri.getHost()));
        }
        return new Endpoint(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
    }

    /** For the Host header. */
    String authority() {
        return host + ":" + port;
    }
}
