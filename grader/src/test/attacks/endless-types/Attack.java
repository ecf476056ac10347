package lab.exercises.polling;

import java.util.List;

/** Has types that take the compiler longer than anybody waits. */
final class Attack {
    static Object endless() {
        var everything = __TYPES__;
        return everything;
    }
}
