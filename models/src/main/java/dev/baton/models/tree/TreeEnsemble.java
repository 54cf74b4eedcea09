package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Boosted trees, evaluated by walking them. Features are matched by their names, never by their order. A value that is NaN is one that
 * was not measured. Immutable, so any thread may use it.
 */
public final class TreeEnsemble {
    private final List<String> names;
    private final Link link;
    private final double[] base;
    private final boolean singlePrecision;
    private final Forest forest;

    /**
     * Checks the trees and lays them out.
     *
     * @param names of the features, in the order of the file
     * @param base the margins before any tree, one for each output
     * @param singlePrecision whether values and sums are rounded to single precision
     */
    TreeEnsemble(List<String> names, Link link, double[] base, boolean singlePrecision, List<Tree> trees) {
        if (trees.isEmpty() || base.length == 0 || new HashSet<>(names).size() != names.size()) {
            throw new UnreadableTreesException("an ensemble needs trees, outputs, and features whose names differ");
        }
        trees.forEach(tree -> tree.check(names.size(), base.length));
        this.names = List.copyOf(names);
        this.link = link;
        this.base = base.clone();
        this.singlePrecision = singlePrecision;
        this.forest = new Forest(trees);
    }

    /** Returns the names of the features, in the order of the file. */
    public List<String> names() {
        return names;
    }

    /** Returns how many trees there are. */
    public int size() {
        return forest.size();
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
        forest.addTo(margins, rounded(values), singlePrecision, cancellation);
        return link.probabilities(margins);
    }

    /**
     * Returns by how much each feature moves the margin of one output, after Saabas (2014): the changes of the expected margin along
     * the paths taken. Linear leaves add their terms. All of them add up to the margin less its mean.
     */
    public double[] contributions(Map<String, Double> features, int output) {
        double[] moves = new double[names.size()];
        forest.addMoves(moves, rounded(inOrder(features)), output);
        return moves;
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
