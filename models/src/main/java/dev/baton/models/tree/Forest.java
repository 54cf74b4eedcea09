package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import dev.baton.models.tree.Node.Fork;
import dev.baton.models.tree.Node.Line;
import dev.baton.models.tree.Question.Kind;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trees in flat arrays, and the ways through them. Immutable. */
final class Forest {
    private static final int BETWEEN_CHECKS = 128;
    private static final int LEAF = -1;
    private static final BitSet NONE = new BitSet();

    private final int[] roots;
    private final int[] outputs;
    private final Kind[] kind;
    private final int[] feature;
    private final double[] threshold;
    private final int[] left;
    private final int[] right;
    private final double[] value;
    private final BitSet[] among;
    private final @Nullable Line[] lines;
    private final boolean linear;

    Forest(List<Tree> trees) {
        int size = Math.toIntExact(
                trees.stream().mapToLong(tree -> tree.nodes().size()).sum());
        this.roots = new int[trees.size()];
        this.outputs = trees.stream().mapToInt(Tree::output).toArray();
        this.kind = new Kind[size];
        this.feature = new int[size];
        this.threshold = new double[size];
        this.left = new int[size];
        this.right = new int[size];
        this.value = new double[size];
        this.linear = trees.stream().flatMap(tree -> tree.nodes().stream()).anyMatch(Line.class::isInstance);
        this.lines = new @Nullable Line[linear ? size : 0];
        this.among = new BitSet[size];
        int at = 0;
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = at;
            for (Node node : trees.get(tree).nodes()) {
                put(at++, node, roots[tree]);
            }
        }
    }

    private void put(int at, Node node, int root) {
        value[at] = node.value();
        kind[at] = Kind.UP_TO;
        feature[at] = LEAF;
        among[at] = NONE;
        if (node instanceof Line line) {
            lines[at] = line;
        } else if (node instanceof Fork fork) {
            kind[at] = fork.question().kind();
            feature[at] = fork.question().feature();
            threshold[at] = fork.question().threshold();
            among[at] = fork.question().among();
            left[at] = root + fork.left();
            right[at] = root + fork.right();
        }
    }

    int size() {
        return roots.length;
    }

    /** Adds what each tree gives for {@code values} to the margin of its output, one tree after the other. */
    void addTo(double[] margins, double[] values, boolean singlePrecision, Cancellation cancellation) {
        for (int tree = 0; tree < roots.length; tree++) {
            if (tree % BETWEEN_CHECKS == 0) {
                cancellation.check();
            }
            int at = roots[tree];
            while (feature[at] != LEAF) {
                at = next(at, values);
            }
            double sum = margins[outputs[tree]] + (linear ? given(at, values) : value[at]);
            margins[outputs[tree]] = singlePrecision ? (float) sum : sum;
        }
    }

    /** Adds by how much each feature moves the expected margin of one output along the paths taken. */
    void addMoves(double[] moves, double[] values, int output) {
        for (int tree = 0; tree < roots.length; tree++) {
            if (outputs[tree] == output) {
                int at = roots[tree];
                while (feature[at] != LEAF) {
                    int next = next(at, values);
                    moves[feature[at]] += value[next] - value[at];
                    at = next;
                }
                Line line = linear ? lines[at] : null;
                if (line != null) {
                    addMoves(moves, line, values);
                }
            }
        }
    }

    // What a line adds beyond its leaf's value is shared among its features as their terms are large.
    private static void addMoves(double[] moves, Line line, double[] values) {
        int[] features = line.features();
        double[] terms = new double[features.length];
        double sum = 0;
        for (int at = 0; at < terms.length; at++) {
            terms[at] = Math.abs(line.coefficients()[at] * values[features[at]]);
            sum += terms[at];
        }
        double beyond = line.of(values) - line.value();
        for (int at = 0; at < terms.length && beyond != 0; at++) {
            moves[features[at]] += beyond * (sum > 0 ? terms[at] / sum : 1.0 / terms.length);
        }
    }

    private double given(int leaf, double[] values) {
        Line line = lines[leaf];
        return line == null ? value[leaf] : line.of(values);
    }

    private int next(int at, double[] values) {
        double x = values[feature[at]];
        Kind asked = kind[at];
        if (asked == Kind.UP_TO) {
            return x <= threshold[at] ? left[at] : right[at];
        }
        if (asked == Kind.UP_TO_OR_NAN) {
            return x > threshold[at] ? right[at] : left[at];
        }
        return asked.isYes(x, threshold[at], among[at]) ? left[at] : right[at];
    }
}
