package lab.exercises.polling;

import lab.exercises.ExerciseSettings;

/** Answers with ANSI, XML, Markdown, HTML and CSV, to be shown to whoever grades. */
final class Attack {

    private Attack() {
    }

    static String run(ExerciseSettings settings) throws Exception {
        return "\u001b[2J\u001b[31m\u202E ]]></failure></testcase><testcase name=\"pwned\"/> <script>alert(1)</script> **bold** =HYPERLINK(\"http://x\")";
    }
}
