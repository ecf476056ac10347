package lab.socketio.chat;

/**
 * What somebody said to one other. It is passed on and not kept.
 *
 * @param ref under which its sender knows it
 * @param at by the server's clock, in ISO 8601
 */
record PrivateMessage(String from, String to, String ref, String text, String at) {
}
