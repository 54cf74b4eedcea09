package dev.baton.models.cases;

import dev.baton.models.cases.CaseResult.Verdict;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.tree.LightGbmText;
import dev.baton.models.tree.TreeEnsemble;
import dev.baton.models.tree.UnreadableTreesException;
import dev.baton.models.tree.XgboostJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Models in a folder, {@code NAME.txt} of LightGBM and {@code NAME.json} or {@code NAME.ubj} of XGBoost: each is refused by the name of what is not
 * supported, or gives what {@code NAME.expected.csv} says for each line of {@code lgb-rows.csv} or {@code xgb-rows.csv}.
 */
public final class ModelCases {
    private static final double LIGHTGBM = 1e-6;
    private static final double XGBOOST = 1e-5;

    private final Path folder;

    private ModelCases(Path folder) {
        this.folder = folder;
    }

    /** Returns what became of each model in {@code folder}, in the order of their names. */
    public static List<CaseResult> run(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            ModelCases cases = new ModelCases(folder);
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches(".*\\.(txt|json|ubj)"))
                    .sorted()
                    .map(cases::result)
                    .toList();
        }
    }

    private CaseResult result(String file) {
        String name = file.substring(0, file.lastIndexOf('.'));
        boolean xgboost = !file.endsWith(".txt");
        try {
            byte[] content = Files.readAllBytes(folder.resolve(file));
            TreeEnsemble trees = xgboost ? XgboostJson.read(content) : LightGbmText.read(content);
            return compared(name, trees, xgboost);
        } catch (UnreadableTreesException e) {
            String reason = String.valueOf(e.getMessage());
            return new CaseResult(
                    name, reason.contains("not supported") ? Verdict.REFUSED_BY_NAME : Verdict.WRONG, reason);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return new CaseResult(name, Verdict.WRONG, e.toString());
        }
    }

    private CaseResult compared(String name, TreeEnsemble trees, boolean xgboost) throws IOException {
        List<double[]> rows = numbers(folder.resolve(xgboost ? "xgb-rows.csv" : "lgb-rows.csv"));
        List<double[]> answers = numbers(folder.resolve(name + ".expected.csv"));
        double worst = 0;
        for (int row = 0; row < rows.size(); row++) {
            double[] expected = answers.get(row);
            double[] found = trees.probabilities(rows.get(row), Cancellation.none());
            if (found.length != expected.length) {
                return wrong(name, found.length + " outputs, not " + expected.length);
            }
            for (int output = 0; output < found.length; output++) {
                // LightGBM's linear trees say nothing of infinities.
                if (!Double.isNaN(expected[output])) {
                    double difference = Math.abs(found[output] - expected[output]);
                    worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
                }
            }
        }
        String detail = String.format(Locale.ROOT, "%d rows, worst difference %.1e", rows.size(), worst);
        return worst <= (xgboost ? XGBOOST : LIGHTGBM) && rows.size() == answers.size()
                ? new CaseResult(name, Verdict.RIGHT, detail)
                : wrong(name, detail);
    }

    private static CaseResult wrong(String name, String detail) {
        return new CaseResult(name, Verdict.WRONG, detail);
    }

    private static List<double[]> numbers(Path csv) throws IOException {
        return Files.readAllLines(csv).stream()
                .map(line -> Arrays.stream(line.split(",", -1))
                        .mapToDouble(ModelCases::number)
                        .toArray())
                .toList();
    }

    private static double number(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
