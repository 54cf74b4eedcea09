package dev.baton.models.tree;

import dev.baton.models.tree.Node.Fork;
import dev.baton.models.tree.Node.Leaf;
import dev.baton.models.tree.Node.Line;
import dev.baton.models.tree.Question.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** One tree of LightGBM's text. */
final class LightGbmTree {
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final int AS_ZERO = 0;
    private static final int ZERO_OR_NAN = 1;
    private static final int NAN = 2;

    private static final Set<String> KNOWN = Set.of(
            "num_leaves",
            "num_cat",
            "split_feature",
            "split_gain",
            "threshold",
            "decision_type",
            "left_child",
            "right_child",
            "leaf_value",
            "leaf_weight",
            "leaf_count",
            "internal_value",
            "internal_weight",
            "internal_count",
            "cat_boundaries",
            "cat_threshold",
            "is_linear",
            "leaf_const",
            "num_features",
            "leaf_features",
            "leaf_coeff",
            "shrinkage");

    private final LightGbmFields fields;
    private final int leaves;
    private final int forks;
    private final int[] boundaries;
    private final BitSet categories;

    private LightGbmTree(LightGbmFields fields) {
        this.fields = fields;
        this.leaves = Integer.parseInt(fields.text("num_leaves"));
        this.forks = leaves - 1;
        int sets = fields.count("num_cat", 0);
        this.boundaries = sets > 0 ? fields.integers("cat_boundaries", sets + 1) : new int[1];
        this.categories = sets > 0 ? fields.bits("cat_threshold", boundaries[sets]) : new BitSet();
    }

    static Tree read(int output, String lines) {
        LightGbmTree tree = new LightGbmTree(LightGbmFields.of(lines, KNOWN, Set.of(), "a tree"));
        List<Node> nodes = new ArrayList<>(tree.forks());
        nodes.addAll(tree.leaves());
        return new Tree(output, nodes);
    }

    private List<Node> forks() {
        int[] features = fields.integers("split_feature", forks);
        int[] types = fields.integers("decision_type", forks);
        double[] thresholds = fields.numbers("threshold", forks);
        int[] left = fields.integers("left_child", forks);
        int[] right = fields.integers("right_child", forks);
        double[] values = fields.numbers("internal_value", forks);
        List<Node> nodes = new ArrayList<>();
        for (int at = 0; at < forks; at++) {
            nodes.add(new Fork(
                    question(features[at], types[at], thresholds[at]), child(left[at]), child(right[at]), values[at]));
        }
        return nodes;
    }

    private Question question(int feature, int type, double threshold) {
        boolean absentGoesLeft = (type & DEFAULT_LEFT) != 0;
        if (type >= 0 && (type & CATEGORICAL) != 0 && type >> MISSING_SHIFT <= NAN) {
            int set = (int) threshold;
            BitSet among = categories.get(boundaries[set] * Integer.SIZE, boundaries[set + 1] * Integer.SIZE);
            return Question.among(feature, Kind.AMONG_WHEN_CUT, among);
        }
        return switch (type >> MISSING_SHIFT) {
            // NaN is read as 0, which decides its way for good.
            case AS_ZERO -> Question.upTo(feature, threshold, 0 <= threshold);
            case ZERO_OR_NAN -> Question.upToOfNonZeros(feature, threshold, absentGoesLeft);
            case NAN -> Question.upTo(feature, threshold, absentGoesLeft);
            default -> throw UnreadableTreesException.unsupported("decision_type " + type);
        };
    }

    // A child below zero is a leaf, counted from -1 down; here leaves come after the inner nodes.
    private int child(int child) {
        return child >= 0 ? child : forks + ~child;
    }

    private List<Node> leaves() {
        double[] values = fields.numbers("leaf_value", leaves);
        int linear = fields.count("is_linear", 0);
        if (linear != 0 && linear != 1) {
            throw UnreadableTreesException.unsupported("is_linear=" + linear);
        }
        return linear == 1
                ? lines(values)
                : Arrays.stream(values).<Node>mapToObj(Leaf::new).toList();
    }

    private List<Node> lines(double[] values) {
        double[] constants = fields.numbers("leaf_const", leaves);
        int[] counts = fields.integers("num_features", leaves);
        int[] features = fields.integers("leaf_features", Arrays.stream(counts).sum());
        double[] coefficients = fields.numbers("leaf_coeff", features.length);
        List<Node> nodes = new ArrayList<>();
        int begin = 0;
        for (int leaf = 0; leaf < leaves; leaf++) {
            int end = begin + counts[leaf];
            nodes.add(
                    begin == end
                            ? new Leaf(constants[leaf])
                            : new Line(
                                    values[leaf],
                                    constants[leaf],
                                    Arrays.copyOfRange(features, begin, end),
                                    Arrays.copyOfRange(coefficients, begin, end)));
            begin = end;
        }
        return nodes;
    }
}
