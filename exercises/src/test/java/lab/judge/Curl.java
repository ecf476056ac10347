package lab.judge;

/** A request as a line for a shell. */
final class Curl {

    private Curl() {
    }

    static String command(String method, String target, String body,
            String... fields) {
        StringBuilder command = new StringBuilder("curl -i");
        if (!method.equals(body.isEmpty() ? "GET" : "POST")) {
            command.append(method.equals("HEAD") ? " -I" : " -X " + method);
        }
        for (String field : fields) {
            command.append(" -H ").append(quoted(field));
        }
        if (!body.isEmpty()) {
            command.append(" -d ").append(quoted(body));
        }
        return command.append(' ')
                .append(quoted("http://" + Trial.SHOWN_ADDRESS + target)).toString();
    }

    /** For a POSIX shell: nothing in single quotes is special. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
