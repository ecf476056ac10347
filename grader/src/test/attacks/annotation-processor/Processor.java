package lab.exercises.polling;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;

/** Ends the compiler's process. */
@SupportedAnnotationTypes("*")
public final class Processor extends AbstractProcessor {

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Runtime.getRuntime().halt(0);
        return false;
    }
}
