package lab.exercises.polling;

import java.util.concurrent.locks.LockSupport;

/** A child that stays. */
public final class Child {

    private Child() {
    }

    public static void main(String[] args) {
        while (true) {
            LockSupport.park();
        }
    }
}
