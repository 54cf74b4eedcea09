package dev.baton.models.tree;

import dev.baton.models.runtime.Onnx;
import dev.baton.models.runtime.Onnx.Attributes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random trees, as XGBoost's JSON and as a network of one operator. */
final class DrawnTrees {
    private static final int LEAVES = 12;

    private final Random random;
    private final int features;
    private final List<Place> places = new ArrayList<>();
    private final int size;

    DrawnTrees(Random random, int size, int features) {
        this.random = random;
        this.size = size;
        this.features = features;
        for (int tree = 0; tree < size; tree++) {
            draw(tree);
        }
    }

    /** Splits leaves at random until there are enough. */
    private void draw(int tree) {
        List<Place> nodes = new ArrayList<>(List.of(Place.leaf(tree, 0, 0)));
        List<Integer> leaves = new ArrayList<>(List.of(0));
        while (leaves.size() < LEAVES) {
            int at = leaves.remove(random.nextInt(leaves.size()));
            int left = nodes.size();
            nodes.add(Place.leaf(tree, left, (float) random.nextGaussian() / 100));
            nodes.add(Place.leaf(tree, left + 1, (float) random.nextGaussian() / 100));
            leaves.addAll(List.of(left, left + 1));
            nodes.set(at, new Place(tree, at, random.nextInt(features), left, (float) random.nextGaussian()));
        }
        places.addAll(nodes);
    }

    /** A booster of the objective {@code binary:logistic} whose features are f0, f1 and so on. */
    byte[] xgboost() {
        String names =
                IntStream.range(0, features).mapToObj(at -> "\"f" + at + "\"").collect(Collectors.joining(","));
        String trees = IntStream.range(0, size).mapToObj(this::json).collect(Collectors.joining(","));
        String info = IntStream.range(0, size).mapToObj(at -> "0").collect(Collectors.joining(","));
        return ("{\"learner\":{\"feature_names\":[" + names + "],\"objective\":{\"name\":\"binary:logistic\"},"
                        + "\"learner_model_param\":{\"base_score\":\"5E-1\",\"num_class\":\"0\",\"num_feature\":\""
                        + features + "\"},\"gradient_booster\":{\"name\":\"gbtree\",\"model\":{"
                        + "\"gbtree_model_param\":{},\"tree_info\":[" + info + "],\"trees\":[" + trees + "]}}}}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String json(int tree) {
        List<Place> nodes = places.stream().filter(one -> one.tree() == tree).toList();
        return "{\"tree_param\":{},\"left_children\":" + array(nodes, Place::left)
                + ",\"right_children\":" + array(nodes, one -> one.isLeaf() ? -1 : one.left() + 1)
                + ",\"split_indices\":" + array(nodes, Place::feature)
                + ",\"split_conditions\":" + array(nodes, Place::number)
                + ",\"base_weights\":" + array(nodes, one -> one.isLeaf() ? one.number() : 0)
                + ",\"default_left\":" + array(nodes, one -> 1) + "}";
    }

    private static String array(List<Place> nodes, Function<Place, Object> value) {
        return nodes.stream().map(one -> String.valueOf(value.apply(one))).collect(Collectors.joining(",", "[", "]"));
    }

    /** A network that gives the margin. */
    ByteBuffer onnx() {
        List<Place> leaves = places.stream().filter(Place::isLeaf).toList();
        Attributes attributes = new Attributes()
                .integers("nodes_treeids", integers(places, Place::tree))
                .integers("nodes_nodeids", integers(places, Place::at))
                .integers("nodes_featureids", integers(places, Place::feature))
                .integers("nodes_truenodeids", integers(places, one -> Math.max(0, one.left())))
                .integers("nodes_falsenodeids", integers(places, one -> one.isLeaf() ? 0 : one.left() + 1))
                .numbers("nodes_values", numbers(places, Place::number))
                .texts("nodes_modes", places.stream().map(Place::mode).toArray(String[]::new))
                .integers("target_treeids", integers(leaves, Place::tree))
                .integers("target_nodeids", integers(leaves, Place::at))
                .integers("target_ids", integers(leaves, one -> 0))
                .numbers("target_weights", numbers(leaves, Place::number))
                .integer("n_targets", 1)
                .ofTrees();
        return new Onnx()
                .input("x", 1, features)
                .node("TreeEnsembleRegressor", attributes, "y", "x")
                .output("y", 1, 1)
                .model();
    }

    private static long[] integers(List<Place> places, ToLongFunction<Place> value) {
        return places.stream().mapToLong(value).toArray();
    }

    private static float[] numbers(List<Place> places, ToDoubleFunction<Place> value) {
        float[] numbers = new float[places.size()];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = (float) value.applyAsDouble(places.get(at));
        }
        return numbers;
    }

    /** A node: the first of its children, the other comes next to it, and what it compares with or, as a leaf, adds. */
    private record Place(int tree, int at, int feature, int left, float number) {
        static Place leaf(int tree, int at, float value) {
            return new Place(tree, at, 0, -1, value);
        }

        boolean isLeaf() {
            return left < 0;
        }

        String mode() {
            return isLeaf() ? "LEAF" : "BRANCH_LT";
        }
    }
}
