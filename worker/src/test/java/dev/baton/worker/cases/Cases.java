package dev.baton.worker.cases;

import dev.baton.models.cases.CaseResult;
import dev.baton.models.cases.CaseResult.Verdict;
import dev.baton.models.cases.ModelCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Prints what became of each case in a folder, and on one line at the end how many were right. Fails where any was wrong. */
public final class Cases {
    private Cases() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<CaseResult> photos = PhotoCases.run(folder.resolve("photos"));
        List<CaseResult> models = ModelCases.run(folder.resolve("models"));
        print("photos", photos);
        print("models", models);
        List<CaseResult> all = Stream.concat(photos.stream(), models.stream()).toList();
        System.out.printf(
                "cases=%d right=%d refused_by_name=%d wrong=%d%n",
                all.size(), count(all, Verdict.RIGHT), count(all, Verdict.REFUSED_BY_NAME), count(all, Verdict.WRONG));
        if (all.isEmpty() || count(all, Verdict.WRONG) > 0) {
            System.exit(1);
        }
    }

    private static void print(String kind, List<CaseResult> results) {
        results.forEach(result -> System.out.printf(
                "%-15s %s/%s: %s%n",
                result.verdict().name().toLowerCase(Locale.ROOT), kind, result.name(), result.detail()));
    }

    private static long count(List<CaseResult> results, Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).count();
    }
}
