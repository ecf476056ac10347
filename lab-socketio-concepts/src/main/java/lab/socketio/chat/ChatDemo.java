package lab.socketio.chat;

import io.github.bucket4j.TimeMeter;
import io.javalin.config.JavalinConfig;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lab.feed.server.LabServer;
import lab.socketio.Demo;
import lab.socketio.Namespace;
import lab.socketio.SocketIoServer;
import lab.socketio.auth.Expiry;
import lab.socketio.auth.Scheduler;
import lab.socketio.auth.Tokens;

/**
 * The chat: {@code /chat} for everybody with a token, {@code /admin} for a moderator. The moderator's token and the
 * invitation into the members' room are printed when the server has started, and shown nowhere else.
 */
public final class ChatDemo implements Demo {

    /** Nobody guesses 80 bits at two tries a second, and they can be copied from a screen. */
    private static final int INVITATION_BYTES = 10;
    /** A day of lessons: who starts the server is not thrown out of its last hour. */
    private static final Duration MODERATOR_LIFE = Duration.ofHours(12);
    private static final String MODERATOR_NAME = "Moderator";

    /** What the chat gets from outside; a test brings its own time. */
    record World(Clock clock, TimeMeter time, Scheduler scheduler) {
    }

    private final World world;
    private final Tokens tokens;
    private final Names names;
    private final String invitation;
    private Chat chat;

    public ChatDemo() {
        this(new World(Clock.systemUTC(), TimeMeter.SYSTEM_MILLISECONDS,
                Scheduler.onThread("lab-tokens")));
    }

    ChatDemo(World world) {
        this.world = world;
        this.tokens = new Tokens(world.clock());
        this.names = new Names(world.clock());
        byte[] bytes = new byte[INVITATION_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.invitation = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        names.take(MODERATOR_NAME, Instant.MAX); // nobody else may be called that
    }

    @Override
    public void install(SocketIoServer io, LabServer.Parts parts) {
        Namespace people = io.of("/chat");
        Namespace moderators = io.of("/admin");
        Expiry expiry = new Expiry(world.clock(), world.scheduler());
        chat = new Chat(people, moderators, names, world.clock(), world.time());

        people.use(tokens.require());
        people.use((socket, next) -> next
                .run(names.isRemoved(Tokens.claims(socket).subject())
                        ? Tokens.unauthorized()
                        : null));
        people.onConnection(socket -> {
            if (expiry.watch(socket)) {
                new ChatSession(chat, socket).start();
            }
        });

        moderators.use(tokens.require(Moderation.MODERATOR));
        moderators.onConnection(socket -> {
            if (expiry.watch(socket)) {
                new Moderation(chat, socket).start();
            }
        });
    }

    @Override
    public void configure(JavalinConfig config) {
        new TokenRoute(tokens, names, world.clock(), invitation, world.time())
                .configure(config);
    }

    @Override
    public List<String> secrets() {
        return List.of("Chat, invitation of the members: " + invitation,
                "Chat, token of the moderator: " + tokens.issue(MODERATOR_NAME,
                        Set.of(Moderation.MODERATOR, Rooms.MEMBER), MODERATOR_LIFE));
    }

    @Override
    public Map<String, Object> status() {
        return Map.of("chat", chat.status());
    }
}
