package dev.baton.models.cases;

import dev.baton.models.cases.CaseResult.Verdict;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.tree.LightGbmText;
import dev.baton.models.tree.TreeEnsemble;
import dev.baton.models.tree.UnreadableTreesException;
import dev.baton.models.tree.XgboostJson;
import java.util.List;
import java.util.Locale;

/** Holds what is read of a library's file to the library's own answers. */
public enum Judge {
    /** It adds in double precision. */
    LIGHTGBM(1e-12) {
        @Override
        TreeEnsemble read(byte[] file) {
            return LightGbmText.read(file);
        }
    },
    /** It adds in single precision. */
    XGBOOST(1e-6) {
        @Override
        TreeEnsemble read(byte[] file) {
            return XgboostJson.read(file);
        }
    };

    private final double tolerance;

    Judge(double tolerance) {
        this.tolerance = tolerance;
    }

    abstract TreeEnsemble read(byte[] file);

    /**
     * Asks what is read of a file.
     *
     * @param expected the probabilities for each of {@code rows}; NaN where the library gives NaN
     */
    public CaseResult judge(String name, byte[] file, List<double[]> rows, List<double[]> expected) {
        try {
            TreeEnsemble trees = read(file);
            double worst = rows.size() == expected.size() ? 0 : Double.POSITIVE_INFINITY;
            for (int row = 0; row < rows.size() && worst < Double.POSITIVE_INFINITY; row++) {
                double[] found = trees.probabilities(rows.get(row), Cancellation.none());
                worst = Math.max(worst, difference(found, expected.get(row)));
            }
            String detail = String.format(Locale.ROOT, "%d rows, worst difference %.1e", rows.size(), worst);
            return new CaseResult(name, worst <= tolerance ? Verdict.RIGHT : Verdict.WRONG, detail, worst);
        } catch (UnreadableTreesException e) {
            String reason = String.valueOf(e.getMessage());
            boolean named = reason.contains("not supported");
            return new CaseResult(name, named ? Verdict.REFUSED_BY_NAME : Verdict.WRONG, reason);
        } catch (RuntimeException | Error e) {
            return new CaseResult(name, Verdict.WRONG, e.toString());
        }
    }

    private static double difference(double[] found, double[] expected) {
        double worst = found.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
        for (int output = 0; output < found.length && output < expected.length; output++) {
            boolean none = Double.isNaN(expected[output]);
            double difference = Math.abs(found[output] - expected[output]);
            worst = Math.max(
                    worst, none && Double.isNaN(found[output]) ? 0 : Double.isNaN(difference) ? 1 : difference);
        }
        return worst;
    }
}
