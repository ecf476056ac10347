package lab.judge;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All checks of one exercise. The class is {@code lab.exercises.ws_frames.WsFramesChecks} for
 * {@code ws-frames}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(TrialExtension.class)
@TestMethodOrder(CheckOrder.class)
public @interface Checks {

    /** The exercise's name: {@code ws-frames}. */
    String value();
}
