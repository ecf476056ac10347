package lab.judge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/**
 * A JUnit method that is worth points. It has one parameter, a {@link Trial}, and passes if it
 * returns. The class is annotated with {@link Checks}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Test
public @interface Check {

    /** One or two words, such as {@code not-modified}: the bank, exports and students name it so. */
    String id();

    /** At least 1. They sum up to the points of the exercise in the catalogue and in its README. */
    int points();

    /** Checks of a lower stage come first; within a stage, those that others require. */
    int stage();

    /** The ids of checks without which this one says nothing: if one fails, this is not reached. */
    String[] requires() default {};

    /** Where the rule is written: {@code RFC 9110 §13.1.2}. */
    String source();

    /** What a right answer does, as a sentence. */
    Words title();

    /** What to look at first when it fails; never the solution. */
    Words hint();
}
