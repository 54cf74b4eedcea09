package dev.baton.models.oracle;

import java.util.Arrays;
import java.util.Random;

/**
 * Rows to train on, drawn from a seed.
 *
 * @param categorical the feature that is one of categories, where it may count as such
 */
record Drawn(double[][] rows, double[] logits, int categorical, boolean infinities) {
    private static final int ROWS = 500;
    private static final int PROBES = 150;
    private static final int NARROW = 8;
    private static final int WIDE = 300;
    private static final int CATEGORICAL = 4;
    private static final int CATEGORIES = 9;
    private static final double[] SPECIAL = {
        Double.NaN, 0, -0.0, 1e-35, -1e-35, 1.0000000180025095e-35, 1e-36, 1e30, -1e30, 0.1, 0.5, 1, 2, 3
    };
    private static final double[] ODD_CATEGORIES = {Double.NaN, -1, -0.5, 0.5, 2.5, 8.9, 9, 31, 32, 1000, 1e9};

    /** Rows of 8 or of 300 features, with or without values that were not measured. */
    static Drawn of(boolean wide, boolean absent, boolean infinities) {
        Random random = new Random(23);
        double[][] rows = new double[ROWS][];
        double[] logits = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            rows[row] = row(random, wide ? WIDE : NARROW, absent);
            logits[row] = logit(rows[row]) + random.nextGaussian() / 2;
        }
        return new Drawn(rows, logits, CATEGORICAL, infinities);
    }

    private static double[] row(Random random, int features, boolean absent) {
        double[] row = new double[features];
        for (int at = 0; at < features; at++) {
            double x = random.nextGaussian();
            double share = random.nextDouble();
            row[at] = switch (at) {
                case 1 -> Math.rint(x * 3);
                case 3, 6 -> share < 0.4 ? 0 : x;
                case CATEGORICAL -> random.nextInt(CATEGORIES);
                case 7 -> x * 1000;
                default -> x;
            };
            if (absent && at != 5 && random.nextDouble() < 0.12) {
                row[at] = Double.NaN;
            }
        }
        return row;
    }

    private static double logit(double[] row) {
        double first = Double.isNaN(row[0]) ? 0.7 : 1.3 * row[0];
        double category = row[CATEGORICAL] % 2 == 0 ? 1.2 : -0.6;
        double zero = row[3] == 0 || Double.isNaN(row[3]) ? -1 : 0.8 * row[3];
        return first + category + zero + Math.sin(row[5] * 2) + (row[7] > 300 ? 0.9 : 0);
    }

    int features() {
        return rows[0].length;
    }

    /** Labels of rows, one after the other. */
    double[] labels(Target target) {
        Random random = new Random(5);
        return switch (target) {
            case BINARY ->
                Arrays.stream(logits).map(logit -> logit > 0.4 ? 1 : 0).toArray();
            case SHARE ->
                Arrays.stream(logits).map(logit -> 1 / (1 + Math.exp(-logit))).toArray();
            case CLASSES ->
                Arrays.stream(logits)
                        .map(logit -> logit > 1.2 ? 2 : logit > -0.3 ? 1 : 0)
                        .toArray();
            case TARGETS ->
                Arrays.stream(logits)
                        .flatMap(logit -> Arrays.stream(new double[] {-1, 0.4, 1.5})
                                .map(limit -> logit + random.nextGaussian() > limit ? 1 : 0))
                        .toArray();
        };
    }

    /** Rows to ask for: some of those trained on, whose values are thresholds, and others with every special value. */
    double[][] probes() {
        Random random = new Random(7);
        double[][] probes = Arrays.copyOf(rows, PROBES + 100);
        for (int at = 100; at < probes.length; at++) {
            double[] probe = row(random, features(), true);
            for (int feature = 0; feature < probe.length; feature++) {
                if (random.nextInt(4) == 0) {
                    double[] special = feature == CATEGORICAL ? ODD_CATEGORIES : SPECIAL;
                    probe[feature] = special[random.nextInt(special.length)];
                }
                if (infinities && random.nextInt(25) == 0) {
                    probe[feature] = random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
                }
            }
            probes[at] = probe;
        }
        return probes;
    }

    /** What is to be predicted. */
    enum Target {
        BINARY,
        SHARE,
        CLASSES,
        TARGETS
    }
}
