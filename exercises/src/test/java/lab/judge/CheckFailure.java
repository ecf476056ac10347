package lab.judge;

import java.util.Locale;

/** Ends a check that has not passed. */
public final class CheckFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final Outcome outcome;
    private final transient Feedback feedback;

    CheckFailure(Outcome outcome, Feedback feedback) {
        super(outcome + "\n" + feedback.in(Locale.getDefault().getLanguage()));
        this.outcome = outcome;
        this.feedback = feedback;
    }

    Outcome outcome() {
        return outcome;
    }

    Feedback feedback() {
        return feedback;
    }
}
