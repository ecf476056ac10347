package lab.judge;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A sentence for students, in both languages, where Java wants a constant. */
@Retention(RetentionPolicy.RUNTIME)
@Target({})
public @interface Words {

    String en();

    String fr();
}
