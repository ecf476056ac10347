/**
 * What the checks of the exercises are written with: {@link lab.judge.Check} and {@link
 * lab.judge.Trial}, connections that record every byte, and the feedback that a failed check
 * gives. The same compiled checks run in the student's JVM and, driven by the grader, against a
 * process.
 */
package lab.judge;
