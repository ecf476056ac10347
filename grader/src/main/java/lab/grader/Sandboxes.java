package lab.grader;

import java.io.PrintStream;

/** Which sandbox a command gets. */
final class Sandboxes {

    private Sandboxes() {
    }

    /**
     * For what students have handed in.
     *
     * @param unsafe do without, if there is none
     * @throws IllegalArgumentException if there is none and nobody has said that it may be so
     */
    static Sandbox forUntrustedCode(boolean unsafe, PrintStream err) {
        Sandbox sandbox = unsafe ? Sandbox.NONE : Sandbox.probe();
        if (!sandbox.available() && !unsafe) {
            throw new IllegalArgumentException(
                    """
                            There is no sandbox on this machine: it takes Linux with bubblewrap ("bwrap"), and user \
                            namespaces that may be made.
                            Without it, whatever was handed in runs with your rights: it can read your files, write \
                            them, and use the network.
                            For submissions that you trust: --unsafe""");
        }
        if (unsafe) {
            err.println(
                    """
                            *** UNSAFE: no sandbox. Whatever was handed in runs with your rights, on your network. ***
                            *** A grade cannot be forged by what a submission prints, but it can by what it does to your files. ***""");
        }
        return sandbox;
    }
}
