package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Boosted trees in flat arrays, evaluated by walking them. Features are matched by their names, never by their order. A value that is
 * NaN is one that was not measured. Immutable, so any thread may use it.
 */
public final class TreeEnsemble {
    private static final double ZERO = 1e-35;
    private static final int BETWEEN_CHECKS = 128;

    private final List<String> names;
    private final Link link;
    private final double[] base;
    private final boolean singlePrecision;
    private final int[] roots;
    private final int[] outputs;
    private final int[] feature;
    private final double[] threshold;
    private final int[] left;
    private final int[] right;
    private final Node.Missing[] missing;
    private final boolean[] missingGoesLeft;
    private final double[] value;

    /**
     * Checks the trees and lays them out.
     *
     * @param names of the features, in the order of the file
     * @param base the margins before any tree, one for each output
     * @param singlePrecision whether values are rounded to single precision before they are compared
     */
    TreeEnsemble(List<String> names, Link link, double[] base, boolean singlePrecision, List<Tree> trees) {
        if (trees.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new UnreadableTreesException("an ensemble needs trees, and features whose names differ");
        }
        trees.forEach(tree -> tree.check(names.size()));
        this.names = List.copyOf(names);
        this.link = link;
        this.base = base.clone();
        this.singlePrecision = singlePrecision;
        this.outputs = trees.stream().mapToInt(Tree::output).toArray();
        this.roots = new int[trees.size()];
        List<Node> nodes = new ArrayList<>();
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = nodes.size();
            for (Node node : trees.get(tree).nodes()) {
                nodes.add(moved(node, roots[tree]));
            }
        }
        this.feature = nodes.stream().mapToInt(Node::feature).toArray();
        this.threshold = nodes.stream().mapToDouble(Node::threshold).toArray();
        this.left = nodes.stream().mapToInt(Node::left).toArray();
        this.right = nodes.stream().mapToInt(Node::right).toArray();
        this.missing = nodes.stream().map(Node::missing).toArray(Node.Missing[]::new);
        this.value = nodes.stream().mapToDouble(Node::value).toArray();
        this.missingGoesLeft = new boolean[nodes.size()];
        for (int at = 0; at < missingGoesLeft.length; at++) {
            missingGoesLeft[at] = nodes.get(at).missingGoesLeft();
        }
    }

    private static Node moved(Node node, int by) {
        return new Node(
                node.feature(),
                node.threshold(),
                node.left() + by,
                node.right() + by,
                node.missing(),
                node.missingGoesLeft(),
                node.value());
    }

    /** Returns the names of the features, in the order of the file. */
    public List<String> names() {
        return names;
    }

    /** Returns how many trees there are. */
    public int size() {
        return roots.length;
    }

    /** Returns how many probabilities there are: one for a yes or no, else one for each class. */
    public int outputs() {
        return base.length;
    }

    /**
     * Returns the probabilities for {@code features}, which are given by name.
     *
     * @throws FeatureMismatchException where a feature of the model is missing or one is given that it does not know
     */
    public double[] probabilities(Map<String, Double> features, Cancellation cancellation) {
        return probabilities(inOrder(features), cancellation);
    }

    /** Returns the probabilities for values in the order of {@link #names}; for callers that match the names once. */
    public double[] probabilities(double[] values, Cancellation cancellation) {
        double[] margins = base.clone();
        double[] rounded = rounded(values);
        for (int tree = 0; tree < roots.length; tree++) {
            if (tree % BETWEEN_CHECKS == 0) {
                cancellation.check();
            }
            int at = roots[tree];
            while (feature[at] >= 0) {
                at = next(at, rounded);
            }
            margins[outputs[tree]] += value[at];
        }
        return link.probabilities(margins);
    }

    /**
     * Returns by how much each feature moves the margin of one output: the changes of the expected margin along the paths taken, after
     * Saabas (2014). They add up to the margin, less its mean.
     */
    public double[] contributions(Map<String, Double> features, int output) {
        double[] values = rounded(inOrder(features));
        double[] moves = new double[names.size()];
        for (int tree = 0; tree < roots.length; tree++) {
            int at = roots[tree];
            while (outputs[tree] == output && feature[at] >= 0) {
                int next = next(at, values);
                moves[feature[at]] += value[next] - value[at];
                at = next;
            }
        }
        return moves;
    }

    private int next(int at, double[] values) {
        double x = values[feature[at]];
        boolean goesLeft = switch (missing[at]) {
            case NAN -> Double.isNaN(x) ? missingGoesLeft[at] : x <= threshold[at];
            case ZERO_OR_NAN -> (Double.isNaN(x) || Math.abs(x) <= ZERO) ? missingGoesLeft[at] : x <= threshold[at];
            case AS_ZERO -> (Double.isNaN(x) ? 0 : x) <= threshold[at];
        };
        return goesLeft ? left[at] : right[at];
    }

    private double[] rounded(double[] values) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException(names.size() + " values are needed, not " + values.length);
        }
        return singlePrecision ? Arrays.stream(values).map(each -> (float) each).toArray() : values;
    }

    private double[] inOrder(Map<String, Double> features) {
        if (features.size() != names.size() || !features.keySet().containsAll(names)) {
            Set<String> lacking = new LinkedHashSet<>(names);
            lacking.removeAll(features.keySet());
            Set<String> extra = new LinkedHashSet<>(features.keySet());
            names.forEach(extra::remove);
            throw new FeatureMismatchException(lacking, extra);
        }
        double[] values = new double[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.getOrDefault(names.get(i), Double.NaN);
        }
        return values;
    }
}
