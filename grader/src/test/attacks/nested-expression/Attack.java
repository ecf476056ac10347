package lab.exercises.polling;

/** Is nested so deeply that the compiler runs out of stack. */
final class Attack {
    static final int DEEP = __NESTED__;
}
