package dev.baton.models.tree;

/**
 * A node of a tree, whose children are named by their places in it.
 *
 * <p>Its value is what a leaf adds to the margin; of an inner node, what its subtree adds on average.
 */
sealed interface Node {
    double value();

    /** The same, whose part of the margin is so many times as large. */
    Node times(Factor factor);

    /** Where a path ends. */
    record Leaf(double value) implements Node {
        @Override
        public Node times(Factor factor) {
            return new Leaf(factor.times(value));
        }
    }

    /** A leaf that adds a line, and its value where a feature of the line is NaN. */
    record Line(double value, double constant, int[] features, double[] coefficients) implements Node {
        @Override
        public Node times(Factor factor) {
            double[] scaled = new double[coefficients.length];
            for (int at = 0; at < scaled.length; at++) {
                scaled[at] = factor.times(coefficients[at]);
            }
            return new Line(factor.times(value), factor.times(constant), features, scaled);
        }

        double of(double[] values) {
            double sum = constant;
            for (int at = 0; at < features.length; at++) {
                double x = values[features[at]];
                if (Double.isNaN(x)) {
                    return value;
                }
                sum += coefficients[at] * x;
            }
            return sum;
        }
    }

    /** An inner node. */
    record Fork(Question question, int left, int right, double value) implements Node {
        @Override
        public Node times(Factor factor) {
            return new Fork(question, left, right, factor.times(value));
        }
    }

    /** By what values are multiplied, in the precision of their maker. */
    @FunctionalInterface
    interface Factor {
        double times(double value);
    }
}
