package lab.exercises.polling;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import lab.feed.NotificationFeed;

/** Answers with a body that unpacks to gigabytes. */
final class HistoryRoute {

    HistoryRoute(NotificationFeed feed) {
    }

    void configure(JavalinConfig config) {
        config.routes.get("/notifications", this::answer);
    }

    private void answer(Context ctx) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 256; i++) {
                out.write(zeros);
            }
        }
        ctx.contentType("application/json").header("Content-Encoding", "gzip")
                .result(packed.toByteArray());
    }
}
