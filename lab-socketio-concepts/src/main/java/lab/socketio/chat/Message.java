package lab.socketio.chat;

/**
 * What somebody said.
 *
 * @param id counts within its room
 * @param ref under which its sender knows it
 * @param at by the server's clock, in ISO 8601
 */
record Message(long id, String room, String from, String ref, String text, String at) {
}
