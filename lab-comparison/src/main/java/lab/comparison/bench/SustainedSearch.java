package lab.comparison.bench;

import java.io.IOException;
import java.util.Optional;

/**
 * Looks for the highest publish rate at which a server keeps its promise: doubling steps up
 * to the first failure, then halving the interval that is left.
 */
final class SustainedSearch {

    /** One measurement at a rate in publishes per second; empty: the promise was broken. */
    interface Step {
        Optional<Double> deliveriesPerSecond(double rate) throws IOException;
    }

    private static final double GROWTH = 1.5;
    /** Neighbouring rates closer than this differ by less than two runs of the same rate. */
    private static final double RESOLUTION = 1.06;
    static final double LOWEST_RATE = 1;

    private final double highestRate;
    private final Step step;
    private double good;
    private double bad = Double.POSITIVE_INFINITY;
    private double best;

    SustainedSearch(double highestRate, Step step) {
        this.highestRate = highestRate;
        this.step = step;
    }

    /** Deliveries per second of the best step; 0: not even the lowest rate was sustained. */
    double run(double firstRate) throws IOException {
        for (double rate = firstRate; rate >= LOWEST_RATE
                && rate <= highestRate; rate = next(rate)) {
            tryTwice(rate);
            if (good > 0 && bad / good < RESOLUTION) {
                break;
            }
        }
        return best;
    }

    private double next(double rate) {
        if (bad == Double.POSITIVE_INFINITY) {
            return rate * GROWTH;
        }
        return good == 0 ? rate / 2 : Math.sqrt(good * bad);
    }

    /** Anything else that the machine does for a moment must not end the search. */
    private void tryTwice(double rate) throws IOException {
        Optional<Double> reached = step.deliveriesPerSecond(rate);
        if (reached.isEmpty()) {
            reached = step.deliveriesPerSecond(rate);
        }
        if (reached.isPresent()) {
            good = rate;
            best = Math.max(best, reached.get());
        } else {
            bad = rate;
        }
    }
}
