package lab.socketio.rooms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import lab.feed.InvalidInput;
import lab.socketio.Socket;

/** Whose a socket is; its {@code data}. */
record Client(Page page, String letter) {

    /** 2B before 10A. */
    static final Comparator<Client> ORDER = Comparator
            .comparingInt((Client client) -> client.page().number())
            .thenComparing(Client::letter);

    /** A crowd that a person can still follow. */
    private static final String LETTERS = "ABCDEFGH";

    private static final String KEY = "client";

    static Client of(Socket socket) {
        return (Client) socket.data().get(KEY);
    }

    /** @throws InvalidInput if it is none that a client may have */
    static String letter(JsonNode json) {
        String letter = Names.text("letter", json);
        if (letter.length() != 1 || !LETTERS.contains(letter)) {
            throw InvalidInput.ofText("letter", "one of " + LETTERS, letter);
        }
        return letter;
    }

    void attachTo(Socket socket) {
        socket.data().put(KEY, this);
    }

    /** As the pictures name it: page 3 has 3A, 3B … */
    String name() {
        return page.number() + letter;
    }

    boolean isSlow() {
        return page.isSlow(letter);
    }
}
