package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceSettings;
import dev.baton.models.runtime.Onnx;
import dev.baton.models.runtime.Onnx.Attributes;
import dev.baton.models.runtime.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** The same trees, of the starter pack's size and of a published booster's, asked for one row: by the evaluator and by ONNX Runtime. */
final class TreeBenchmark {
    private static final int FEATURES = 36;
    private static final int[] SIZES = {80, 987};
    private static final int LEAVES = 12;
    private static final int ROUNDS = 15;
    private static final int ROWS = 4000;
    private static final double SAME = 1e-5;

    private final Random random = new Random(1);

    private TreeBenchmark() {}

    public static void main(String[] arguments) {
        TreeBenchmark benchmark = new TreeBenchmark();
        List<String> figures = new ArrayList<>();
        for (int size : SIZES) {
            figures.add("onnx_vs_evaluator_" + size + "=" + String.format(Locale.ROOT, "%.2f", benchmark.ratio(size)));
        }
        System.out.println(String.join(" ", figures));
    }

    /** How many times as long ONNX Runtime takes. */
    private double ratio(int size) {
        List<Tree> trees = IntStream.range(0, size).mapToObj(at -> tree()).toList();
        List<String> names =
                IntStream.range(0, FEATURES).mapToObj(at -> "f" + at).toList();
        TreeEnsemble evaluator = new TreeEnsemble(names, Link.LOGISTIC, new double[1], true, trees);
        float[][] rows = new float[ROWS][FEATURES];
        for (float[] row : rows) {
            for (int at = 0; at < FEATURES; at++) {
                row[at] = (float) random.nextGaussian();
            }
        }
        try (OnnxModel onnx = new InferenceEngine(new InferenceSettings(false, 0, 1, 1)).load("trees", onnx(trees))) {
            FloatBuffer input = ByteBuffer.allocateDirect(FEATURES * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            ToDoubleFunction<float[]> ours = row -> evaluator.probabilities(wide(row), Cancellation.none())[0];
            ToDoubleFunction<float[]> theirs = row ->
                    probability(onnx.run(input.clear().put(row).flip(), new long[] {1, FEATURES}, Cancellation.none())
                            .get(0)
                            .values()[0]);
            for (float[] row : rows) {
                if (Math.abs(ours.applyAsDouble(row) - theirs.applyAsDouble(row)) > SAME) {
                    throw new IllegalStateException("the evaluator says " + ours.applyAsDouble(row) + ", ONNX Runtime "
                            + theirs.applyAsDouble(row));
                }
            }
            return compare(size, rows, ours, theirs);
        }
    }

    private static double probability(double margin) {
        return Link.LOGISTIC.probabilities(new double[] {margin})[0];
    }

    private static double compare(
            int size, float[][] rows, ToDoubleFunction<float[]> ours, ToDoubleFunction<float[]> theirs) {
        double[] mine = new double[ROUNDS];
        double[] other = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            mine[round] = micros(rows, ours);
            other[round] = micros(rows, theirs);
        }
        Arrays.sort(mine);
        Arrays.sort(other);
        System.out.printf(
                Locale.ROOT,
                "%d trees, microseconds a row: evaluator %.1f, ONNX Runtime %.1f%n",
                size,
                mine[ROUNDS / 2],
                other[ROUNDS / 2]);
        return other[ROUNDS / 2] / mine[ROUNDS / 2];
    }

    private static double micros(float[][] rows, ToDoubleFunction<float[]> model) {
        long begun = System.nanoTime();
        double sum = 0;
        for (float[] row : rows) {
            sum += model.applyAsDouble(row);
        }
        double taken = (System.nanoTime() - begun) / 1e3 / rows.length;
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("no probabilities");
        }
        return taken;
    }

    private static double[] wide(float[] row) {
        return IntStream.range(0, row.length).mapToDouble(at -> row[at]).toArray();
    }

    /** Splits leaves at random until there are enough. */
    private Tree tree() {
        List<Node> nodes = new ArrayList<>(List.of(Node.leaf(0)));
        List<Integer> leaves = new ArrayList<>(List.of(0));
        while (leaves.size() < LEAVES) {
            int at = leaves.remove(random.nextInt(leaves.size()));
            int left = nodes.size();
            nodes.add(Node.leaf(random.nextGaussian() / 100));
            nodes.add(Node.leaf(random.nextGaussian() / 100));
            leaves.addAll(List.of(left, left + 1));
            float threshold = (float) random.nextGaussian();
            nodes.set(at, new Node(random.nextInt(FEATURES), threshold, left, left + 1, Node.Missing.NAN, true, 0));
        }
        return new Tree(0, nodes);
    }

    private static ByteBuffer onnx(List<Tree> trees) {
        List<Place> all = IntStream.range(0, trees.size())
                .boxed()
                .flatMap(tree -> IntStream.range(0, trees.get(tree).nodes().size())
                        .mapToObj(at ->
                                new Place(tree, at, trees.get(tree).nodes().get(at))))
                .toList();
        List<Place> leaves = all.stream().filter(one -> one.node().isLeaf()).toList();
        Attributes attributes = new Attributes()
                .integers("nodes_treeids", integers(all, Place::tree))
                .integers("nodes_nodeids", integers(all, Place::at))
                .integers(
                        "nodes_featureids",
                        integers(all, one -> Math.max(0, one.node().feature())))
                .integers("nodes_truenodeids", integers(all, one -> one.node().left()))
                .integers("nodes_falsenodeids", integers(all, one -> one.node().right()))
                .numbers("nodes_values", numbers(all, one -> one.node().threshold()))
                .texts("nodes_modes", all.stream().map(Place::mode).toArray(String[]::new))
                .integers("target_treeids", integers(leaves, Place::tree))
                .integers("target_nodeids", integers(leaves, Place::at))
                .integers("target_ids", integers(leaves, one -> 0))
                .numbers("target_weights", numbers(leaves, one -> one.node().value()))
                .integer("n_targets", 1)
                .ofTrees();
        return new Onnx()
                .input("x", 1, FEATURES)
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

    /** A node and where it is. */
    private record Place(int tree, int at, Node node) {
        String mode() {
            return node.isLeaf() ? "LEAF" : "BRANCH_LEQ";
        }
    }
}
