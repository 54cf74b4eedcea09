package dev.baton.models.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what LightGBM's {@code save_model} writes: boosted trees and random forests for classification. */
public final class LightGbmText {
    private static final String END = "\nend of trees";
    private static final Pattern TREE = Pattern.compile("\nTree=\\d+\n");

    private static final Set<String> VERSIONS = Set.of("v2", "v3", "v4");
    private static final String AVERAGE = "average_output";
    private static final Set<String> HEADER = Set.of(
            "version",
            "num_class",
            "num_tree_per_iteration",
            "label_index",
            "max_feature_idx",
            "objective",
            "feature_names",
            "monotone_constraints",
            "feature_infos",
            "tree_sizes");

    // Those whose outputs are probabilities: how many classes, and how steep the sigmoid is.
    private static final Pattern OBJECTIVE = Pattern.compile("binary sigmoid:(?<slope>\\S+)|cross_entropy"
            + "|multiclass num_class:(?<softmax>\\d+)|multiclassova num_class:(?<each>\\d+) sigmoid:(?<slopes>\\S+)");

    // Values of pandas' categories, one list for each column of them; others than 0, 1, 2, … would have to be looked
    // up.
    private static final Pattern PANDAS = Pattern.compile("\npandas_categorical:(?!null|\\[\\])(.*)");

    private LightGbmText() {}

    /**
     * Returns the ensemble in {@code content}.
     *
     * @throws UnreadableTreesException where it is none, is cut off, or has what is not supported
     */
    public static TreeEnsemble read(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        int end = text.indexOf(END);
        if (!text.startsWith("tree\n") || end < 0) {
            throw new UnreadableTreesException("the file is not LightGBM's text, or is cut off");
        }
        String[] parts = TREE.split(text.substring("tree\n".length(), end), -1);
        try {
            requireCodes(text.substring(end));
            return ensemble(LightGbmFields.of(parts[0], HEADER, Set.of(AVERAGE), "the header"), parts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadableTreesException("the file is not whole: " + e.getMessage(), e);
        }
    }

    private static TreeEnsemble ensemble(LightGbmFields header, String[] parts) {
        if (!VERSIONS.contains(header.text("version"))) {
            throw UnreadableTreesException.unsupported("version " + header.text("version") + " of the format");
        }
        List<String> names = List.of(header.text("feature_names").split(" ", -1));
        int outputs = Integer.parseInt(header.text("num_tree_per_iteration"));
        int trees = parts.length - 1;
        if (outputs < 1 || trees % outputs != 0 || names.size() != header.count("max_feature_idx", 0) + 1) {
            throw new UnreadableTreesException("the file is not whole: it has " + trees + " trees for " + outputs
                    + " outputs, and " + names.size() + " feature names");
        }
        Objective objective = Objective.of(header.text("objective"), outputs);
        double factor = objective.slope() / (header.has(AVERAGE) ? Math.max(1, trees / outputs) : 1);
        List<Tree> all = new ArrayList<>();
        for (int at = 0; at < trees; at++) {
            Tree tree = LightGbmTree.read(at % outputs, parts[at + 1]);
            all.add(factor == 1 ? tree : tree.times(value -> value * factor));
        }
        return new TreeEnsemble(names, objective.link(), new double[outputs], false, all);
    }

    private static void requireCodes(String trailer) {
        Matcher pandas = PANDAS.matcher(trailer);
        if (!pandas.find()) {
            return;
        }
        for (String column : pandas.group(1).replaceAll("^\\[\\[|\\]\\]$", "").split("\\], \\[", -1)) {
            String[] values = column.split(", ", -1);
            for (int code = 0; code < values.length; code++) {
                if (!values[code].equals(String.valueOf(code))) {
                    throw UnreadableTreesException.unsupported("pandas_categorical with other values than 0, 1, 2, …");
                }
            }
        }
    }

    /** What the trees were trained for. */
    private record Objective(Link link, double slope) {
        static Objective of(String text, int outputs) {
            Matcher objective = OBJECTIVE.matcher(text);
            if (!objective.matches()) {
                throw UnreadableTreesException.unsupported("the objective '" + text + "'");
            }
            String softmax = objective.group("softmax");
            int classes = Integer.parseInt(either(softmax, objective.group("each")));
            double slope = Double.parseDouble(either(objective.group("slope"), objective.group("slopes")));
            if (classes != outputs || !(slope > 0)) {
                throw UnreadableTreesException.unsupported(
                        "the objective '" + text + "' with " + outputs + " trees an iteration");
            }
            return new Objective(softmax == null ? Link.LOGISTIC : Link.SOFTMAX, slope);
        }

        private static String either(@Nullable String one, @Nullable String other) {
            return one == null ? other == null ? "1" : other : one;
        }
    }
}
