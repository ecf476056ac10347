package lab.feed.server;

import io.javalin.http.Context;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import lab.feed.After;
import lab.feed.InvalidInput;
import lab.feed.Topics;

/**
 * How every way of reading is asked: {@code ?after=&topics=&client=}.
 *
 * @param client the client's own name for itself, drawn at random by it; null if it has none
 */
public record Query(After after, Topics topics, String client) {

    private static final Pattern CLIENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @throws InvalidInput naming the parameter */
    public static Query of(Context ctx) {
        return of(ctx::queryParam);
    }

    /** @param parameter gives the value of a query parameter, or null */
    public static Query of(UnaryOperator<String> parameter) {
        String client = parameter.apply("client");
        if (client != null && !CLIENT.matcher(client).matches()) {
            throw InvalidInput.ofText("client", "1 to 64 of A-Z a-z 0-9 . _ -", client);
        }
        return new Query(After.parse(parameter.apply("after")),
                Topics.parse(parameter.apply("topics")), client);
    }
}
