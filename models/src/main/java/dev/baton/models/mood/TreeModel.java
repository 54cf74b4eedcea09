package dev.baton.models.mood;

import dev.baton.models.runtime.Cancellation;
import dev.baton.models.tree.FeatureMismatchException;
import dev.baton.models.tree.TreeEnsemble;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A tree ensemble and what its probabilities are of. Any thread may use it.
 *
 * @param version tells its file from every other
 * @param labels one for each probability
 */
public record TreeModel(String version, List<String> labels, TreeEnsemble trees) {
    public TreeModel {
        labels = List.copyOf(labels);
        if (labels.size() != trees.outputs()) {
            throw new IllegalArgumentException(
                    version + " gives " + trees.outputs() + " probabilities, but its labels are " + labels);
        }
    }

    /**
     * Returns the probability of each label.
     *
     * @throws FeatureMismatchException where the features' names are not those of the model
     */
    public double[] probabilities(Map<String, Double> features, Cancellation cancellation) {
        return trees.probabilities(features, cancellation);
    }

    /** Returns the features that were measured and moved the probability of label number {@code label} most, the greatest first. */
    public List<Contribution> top(Map<String, Double> features, int label, int count) {
        double[] impacts = trees.contributions(features, label);
        return IntStream.range(0, impacts.length)
                .mapToObj(i -> {
                    String name = trees.names().get(i);
                    return new Contribution(name, features.getOrDefault(name, Double.NaN), impacts[i]);
                })
                .filter(one -> one.impact() != 0 && !Double.isNaN(one.value()))
                .sorted(Comparator.comparingDouble((Contribution one) -> -Math.abs(one.impact())))
                .limit(count)
                .toList();
    }
}
