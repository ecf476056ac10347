package lab.feed.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.webjars.WebJarVersionLocator;

/** The pages, what they share, WebJars without the version in the path, and the source to read. */
final class Assets {

    private static final Pattern SOURCE = Pattern
            .compile("lab(/[a-z]+)+/[A-Za-z]+\\.java");
    /** Nothing from elsewhere, nothing inline: what a user wrote can never become script. */
    private static final Map<String, String> PAGE_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self'; style-src 'self'; "
                    + "img-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; "
                    + "base-uri 'none'; object-src 'none'",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-cache");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8");

    private final WebJarVersionLocator webJars = new WebJarVersionLocator();
    private final String pageDirectory;

    /** @param pageDirectory on the class path, served at {@code /} */
    Assets(String pageDirectory) {
        this.pageDirectory = pageDirectory;
    }

    void configure(JavalinConfig config) {
        serve(config, "/", pageDirectory);
        serve(config, "/shared", "/shared");
        config.routes.get("/webjars/{name}/<file>", this::webJar);
        config.routes.get("/source/<file>", this::source);
    }

    private static void serve(JavalinConfig config, String path, String directory) {
        config.staticFiles.add(files -> {
            files.hostedPath = path;
            files.directory = directory;
            files.location = Location.CLASSPATH;
            files.headers = PAGE_HEADERS;
            files.mimeTypes.add(TYPES.get("js"), "js");
        });
    }

    private void webJar(Context ctx) throws IOException {
        String file = ctx.pathParam("file");
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        String path = webJars.fullPath(ctx.pathParam("name"), file);
        send(ctx, type == null ? null : path, type, "max-age=86400");
    }

    private void source(Context ctx) throws IOException {
        String file = ctx.pathParam("file");
        boolean readable = SOURCE.matcher(file).matches();
        send(ctx, readable ? "source/" + file : null, "text/plain; charset=utf-8",
                "no-cache");
    }

    private static void send(Context ctx, String resource, String type,
            String cacheControl) throws IOException {
        InputStream content = resource == null
                ? null
                : Assets.class.getClassLoader().getResourceAsStream(resource);
        if (content == null) {
            throw new ProblemException(404, "There is no \"%s\"".formatted(ctx.path()));
        }
        try (content) {
            ctx.contentType(type);
            ctx.header("Cache-Control", cacheControl);
            ctx.result(content.readAllBytes());
        }
    }
}
