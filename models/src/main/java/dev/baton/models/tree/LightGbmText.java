package dev.baton.models.tree;

import dev.baton.models.tree.Node.Missing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what LightGBM's {@code save_model} writes: boosted trees with numerical splits, for classification. */
public final class LightGbmText {
    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final Missing[] MISSING = {Missing.AS_ZERO, Missing.ZERO_OR_NAN, Missing.NAN};

    private static final List<String> SPLITS =
            List.of("decision_type", "split_feature", "threshold", "left_child", "right_child", "internal_value");
    private static final double[] NONE = {};

    private LightGbmText() {}

    /**
     * Returns the ensemble in {@code content}.
     *
     * @throws UnreadableTreesException where it is none, is cut off, or has what is not supported
     */
    public static TreeEnsemble read(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.startsWith("tree\n") || !text.contains("\nend of trees")) {
            throw new UnreadableTreesException("the file is not LightGBM's text, or is cut off");
        }
        String[] parts = text.substring(0, text.indexOf("\nend of trees")).split("\nTree=\\d+\n", -1);
        try {
            return ensemble(fields(parts[0]), parts);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new UnreadableTreesException("the file is not whole: " + e.getMessage(), e);
        }
    }

    private static TreeEnsemble ensemble(Map<String, String> header, String[] parts) {
        List<String> names = List.of(required(header, "feature_names").split(" ", -1));
        int outputs = Integer.parseInt(required(header, "num_tree_per_iteration"));
        List<Tree> trees = new ArrayList<>();
        for (int at = 1; at < parts.length; at++) {
            trees.add(tree((at - 1) % outputs, fields(parts[at])));
        }
        String objective = required(header, "objective");
        Link link = objective.equals("binary sigmoid:1")
                ? Link.LOGISTIC
                : objective.startsWith("multiclass num_class:" + outputs) ? Link.SOFTMAX : unsupported(objective);
        return new TreeEnsemble(names, link, new double[outputs], false, trees);
    }

    private static Link unsupported(String objective) {
        throw new UnreadableTreesException("the objective '" + objective + "' is not supported");
    }

    private static Tree tree(int output, Map<String, String> fields) {
        double[] leaves = numbers(fields, "leaf_value");
        int inner = leaves.length - 1;
        List<Node> nodes = new ArrayList<>();
        if (inner > 0) {
            Map<String, double[]> columns = new HashMap<>();
            SPLITS.forEach(name -> columns.put(name, numbers(fields, name)));
            for (int at = 0; at < inner; at++) {
                nodes.add(inner(columns, at, inner));
            }
        }
        for (double leaf : leaves) {
            nodes.add(Node.leaf(leaf));
        }
        return new Tree(output, nodes);
    }

    private static Node inner(Map<String, double[]> columns, int at, int inner) {
        double[] split = SPLITS.stream()
                .mapToDouble(name -> columns.getOrDefault(name, NONE)[at])
                .toArray();
        int type = (int) split[0];
        if ((type & CATEGORICAL) != 0) {
            throw new UnreadableTreesException("splits by category are not supported");
        }
        return new Node(
                (int) split[1],
                split[2],
                child((int) split[3], inner),
                child((int) split[4], inner),
                MISSING[type >> MISSING_SHIFT],
                (type & DEFAULT_LEFT) != 0,
                split[5]);
    }

    // A child below zero is a leaf, counted from -1 down; here leaves come after the inner nodes.
    private static int child(int child, int inner) {
        return child >= 0 ? child : inner + ~child;
    }

    private static double[] numbers(Map<String, String> fields, String name) {
        String[] words = required(fields, name).split(" ", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = switch (words[i]) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(words[i]);
            };
        }
        return numbers;
    }

    private static Map<String, String> fields(String lines) {
        Map<String, String> fields = new HashMap<>();
        lines.lines().filter(line -> line.contains("=")).forEach(line -> {
            int at = line.indexOf('=');
            fields.put(line.substring(0, at), line.substring(at + 1));
        });
        return fields;
    }

    private static String required(Map<String, String> fields, String name) {
        String field = fields.get(name);
        if (field == null || field.isBlank()) {
            throw new UnreadableTreesException("the file lacks " + name);
        }
        return field;
    }
}
