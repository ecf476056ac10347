package lab.comparison.bench;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Says what is being measured: as a bar on a terminal, as lines elsewhere. */
final class Progress implements AutoCloseable {

    private final ProgressBar bar; // null: there is no terminal
    private boolean begun;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    static Progress of(int steps) {
        return new Progress(System.console() == null
                ? null
                : new ProgressBarBuilder().setTaskName("bench").setInitialMax(steps)
                        .build());
    }

    /** The step before is done. */
    void step(String description) {
        if (bar == null) {
            System.err.println(description);
            return;
        }
        if (begun) {
            bar.step();
        }
        begun = true;
        bar.setExtraMessage(description);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.step();
            bar.close();
        }
    }
}
