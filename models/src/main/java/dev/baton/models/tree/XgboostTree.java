package dev.baton.models.tree;

import dev.baton.models.tree.Node.Fork;
import dev.baton.models.tree.Node.Leaf;
import dev.baton.models.tree.Question.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One tree of XGBoost's JSON. */
final class XgboostTree {
    private static final int MAX_CATEGORY = 1 << 24;
    private static final Set<String> KNOWN = Set.of(
            "base_weights",
            "categories",
            "categories_nodes",
            "categories_segments",
            "categories_sizes",
            "default_left",
            "id",
            "left_children",
            "loss_changes",
            "parents",
            "right_children",
            "split_conditions",
            "split_indices",
            "split_type",
            "sum_hessian",
            "tree_param");
    private static final Set<String> PARAMETERS = Set.of("num_deleted", "num_feature", "num_nodes", "size_leaf_vector");

    private final JsonNode tree;
    private final JsonNode left;
    private final JsonNode right;
    private final Map<Integer, BitSet> categories;
    private final double rate;

    private XgboostTree(JsonNode tree) {
        this.tree = tree;
        this.left = tree.path("left_children");
        this.right = tree.path("right_children");
        this.categories = categories(tree);
        this.rate = learningRate();
    }

    static Tree read(int output, JsonNode json) {
        XgboostJson.requireKnown(json, KNOWN, "a tree");
        JsonNode parameters = json.path("tree_param");
        XgboostJson.requireKnown(parameters, PARAMETERS, "tree_param");
        if (Integer.parseInt(parameters.path("size_leaf_vector").asString("0")) > 1) {
            throw UnreadableTreesException.unsupported("a tree with several outputs (size_leaf_vector)");
        }
        XgboostTree tree = new XgboostTree(json);
        List<Node> nodes = new ArrayList<>();
        for (int at = 0; at < tree.left.size(); at++) {
            nodes.add(tree.isLeaf(at) ? new Leaf(tree.number("split_conditions", at)) : tree.fork(at));
        }
        return new Tree(output, nodes);
    }

    private boolean isLeaf(int at) {
        return integer(left, at) < 0;
    }

    private Node fork(int at) {
        int feature = integer(tree.path("split_indices"), at);
        boolean absentGoesLeft = absentGoesLeft(at);
        double value = rate * number("base_weights", at);
        return switch (tree.path("split_type").path(at).asInt(0)) {
            // XGBoost sends values below the condition to the left; here those up to a threshold go there.
            case 0 ->
                new Fork(
                        Question.upTo(feature, Math.nextDown(number("split_conditions", at)), absentGoesLeft),
                        integer(left, at),
                        integer(right, at),
                        value);
            // XGBoost sends the categories that are named to the right; here they go left.
            case 1 ->
                new Fork(
                        Question.among(feature, absentGoesLeft ? Kind.AMONG : Kind.AMONG_OR_NAN, named(at)),
                        integer(right, at),
                        integer(left, at),
                        value);
            default ->
                throw UnreadableTreesException.unsupported(
                        "split_type " + tree.path("split_type").path(at));
        };
    }

    private BitSet named(int at) {
        BitSet named = categories.get(at);
        if (named == null) {
            throw new UnreadableTreesException("the file is not whole: node " + at + " has no categories");
        }
        return named;
    }

    private static Map<Integer, BitSet> categories(JsonNode tree) {
        JsonNode nodes = tree.path("categories_nodes");
        Map<Integer, BitSet> categories = new HashMap<>();
        for (int set = 0; set < nodes.size(); set++) {
            int begin = integer(tree.path("categories_segments"), set);
            int size = integer(tree.path("categories_sizes"), set);
            BitSet named = new BitSet();
            for (int at = begin; at < begin + size; at++) {
                int category = integer(tree.path("categories"), at);
                if (category < 0 || category > MAX_CATEGORY) {
                    throw new UnreadableTreesException("a tree names the category " + category);
                }
                named.set(category);
            }
            categories.put(integer(nodes, set), named);
        }
        return categories;
    }

    // Weights of inner nodes are kept as they were before the learning rate was applied, those of leaves both ways.
    private double learningRate() {
        for (int at = 0; at < left.size(); at++) {
            if (isLeaf(at) && number("base_weights", at) != 0) {
                return number("split_conditions", at) / number("base_weights", at);
            }
        }
        return 1;
    }

    // Booleans before 1.6, numbers since.
    private boolean absentGoesLeft(int at) {
        JsonNode flag = tree.path("default_left").path(at);
        return flag.isBoolean() ? flag.booleanValue() : integer(tree.path("default_left"), at) != 0;
    }

    private static int integer(JsonNode array, int at) {
        JsonNode number = array.path(at);
        if (!number.canConvertToInt()) {
            throw new UnreadableTreesException("the file is not whole: a tree lacks an index");
        }
        return number.intValue();
    }

    private float number(String array, int at) {
        JsonNode number = tree.path(array).path(at);
        if (!number.isNumber()) {
            throw new UnreadableTreesException("a tree lacks " + array + "[" + at + "]");
        }
        return (float) number.doubleValue();
    }
}
