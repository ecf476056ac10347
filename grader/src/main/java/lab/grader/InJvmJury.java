package lab.grader;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import lab.grader.report.Verdict;
import lab.judge.CheckResult;
import lab.judge.InJvmTarget;

/** Judges in this JVM: in a moment, and only what is trusted. */
final class InJvmJury implements Jury {

    private final SubmissionCompiler compiler;
    private final long seed;

    InJvmJury(long seed) {
        this.compiler = new SubmissionCompiler(ClassPath.ofSubmissions());
        this.seed = seed;
    }

    @Override
    public Verdict judge(String slug, Map<String, String> sources,
            Consumer<CheckResult> each) {
        Compiled compiled = compiler.compile(slug, sources);
        if (!compiled.errors().isEmpty()) {
            return Verdict.notCompiled(slug, compiled.errors());
        }
        SubmissionLoader loader = new SubmissionLoader(compiled.classes(),
                InJvmJury.class.getClassLoader());
        return new Verdict(slug, Judge.judge(slug, new InJvmTarget(loader), seed,
                each),
                List.of());
    }

    @Override
    public void close() throws IOException {
        compiler.close();
    }
}
