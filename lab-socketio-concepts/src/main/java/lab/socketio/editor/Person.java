package lab.socketio.editor;

import lab.socketio.Socket;

/** Somebody in a room: one browser tab, which is one replica of the text. Guarded by its room. */
final class Person {

    final int site;
    /** Shows that who comes back under this site was given it. Others see the site, but not this. */
    final String key;
    String name;
    /** Null while away. */
    Socket socket;

    Person(int site, String key) {
        this.site = site;
        this.key = key;
    }

    /** As the others see somebody. */
    record Seen(int site, String name) {
    }

    Seen seen() {
        return new Seen(site, name);
    }
}
