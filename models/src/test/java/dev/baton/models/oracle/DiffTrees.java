package dev.baton.models.oracle;

import dev.baton.models.cases.CaseResult;
import dev.baton.models.cases.CaseResult.Verdict;
import dev.baton.models.cases.Judge;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Has the libraries train models, and compares what is read of their files with what they answer themselves. */
public final class DiffTrees {
    private DiffTrees() {}

    /** Takes folders of jars, each named for a library and its version, and at the end a Python that may have LightGBM, or none. */
    public static void main(String[] arguments) {
        List<CaseResult> results = new ArrayList<>();
        for (String argument : arguments) {
            try {
                Library.of(argument)
                        .ifPresentOrElse(
                                library -> results.addAll(compared(library)),
                                () -> System.out.println("SKIPPED " + argument + " has no LightGBM"));
            } catch (LinkageError e) {
                System.out.println("SKIPPED " + argument + ": its native code does not run: " + e);
            }
        }
        System.out.println(summary(results));
        System.exit(count(results, Verdict.WRONG) == 0 ? 0 : 1);
    }

    private static List<CaseResult> compared(Library library) {
        return library.trainings().stream()
                .map(training -> compared(library, training))
                .peek(one -> System.out.println(one.verdict() + " " + one.name() + ": " + one.detail()))
                .toList();
    }

    private static CaseResult compared(Library library, Training training) {
        String name = library.name() + " " + training.name();
        try {
            Drawn drawn = training.drawn(library.takesInfinities());
            return compared(name, library, training, drawn);
        } catch (Exception e) {
            return new CaseResult(name, Verdict.WRONG, "cannot be trained: " + e);
        }
    }

    private static CaseResult compared(String name, Library library, Training training, Drawn drawn) throws Exception {
        Answers answers = library.train(training, drawn);
        Judge judge = library.name().startsWith("lightgbm") ? Judge.LIGHTGBM : Judge.XGBOOST;
        CaseResult result =
                judge.judge(name, answers.file(), Arrays.asList(drawn.probes()), Arrays.asList(answers.expected()));
        if (result.verdict() == (training.supported() ? Verdict.REFUSED_BY_NAME : Verdict.RIGHT)) {
            String expected = training.supported() ? "is to be read: " : "is to be refused: ";
            return new CaseResult(name, Verdict.WRONG, expected + result.detail(), result.worst());
        }
        return result;
    }

    static String summary(List<CaseResult> results) {
        return String.format(
                Locale.ROOT,
                "models=%d equal=%d refused=%d wrong=%d worst_difference=%.1e",
                results.size(),
                count(results, Verdict.RIGHT),
                count(results, Verdict.REFUSED_BY_NAME),
                count(results, Verdict.WRONG),
                results.stream().mapToDouble(CaseResult::worst).max().orElse(0));
    }

    private static long count(List<CaseResult> results, Verdict verdict) {
        return results.stream().filter(one -> one.verdict() == verdict).count();
    }
}
