package lab.feed;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;

/**
 * One notification of the feed, the same over every transport:
 *
 * <pre>
 * {"cursor":"k3f9-42","topic":"orders","severity":"info","title":"Order 1042 shipped",
 *  "body":"Left the warehouse.","publishedAt":"2026-11-20T10:15:30.123Z"}
 * </pre>
 *
 * @param cursor opaque to clients; reading after it starts with the next notification
 * @param topic 1 to 64 of {@code a-z 0-9 . _ -}
 * @param title 1 to 120 characters, none of them a control character
 * @param body up to 2,000 characters
 * @param publishedAt by this server's clock, to the millisecond
 */
public record Notification(
        String cursor,
        String topic,
        Severity severity,
        String title,
        String body,
        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX", timezone = "UTC") Instant publishedAt) {
}
