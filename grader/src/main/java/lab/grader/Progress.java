package lab.grader;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long command is: a bar with the time that is left on a terminal, a line per step elsewhere. */
final class Progress implements AutoCloseable {

    private final PrintStream out;
    private final long steps;
    private final ProgressBar bar; // null: there is no terminal
    private long done; // guarded by this

    Progress(String name, long steps, PrintStream out) {
        this.out = out;
        this.steps = steps;
        this.bar = System.console() == null
                ? null
                : new ProgressBarBuilder().setTaskName(name).setInitialMax(steps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(
                                (int) Duration.ofMillis(500).toMillis())
                        .build();
    }

    /** @param what has been done, in a few words */
    synchronized void step(String what) {
        done++;
        if (bar == null) {
            out.printf("%d/%d %s%n", done, steps, what);
        } else {
            bar.step();
            bar.setExtraMessage(" " + what);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
