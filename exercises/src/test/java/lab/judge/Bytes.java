package lab.judge;

/** Where bytes are read from, one after the other: a connection, or the body that it carries. */
interface Bytes {

    /** The next, or -1 at the end. Silence ends the check. */
    int readOrEnd();

    /** The place of the next byte. */
    Transcript.Place place();
}
