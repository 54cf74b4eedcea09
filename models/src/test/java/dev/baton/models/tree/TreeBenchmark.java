package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceSettings;
import dev.baton.models.runtime.OnnxModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * The same trees, of the starter pack's size and of a published booster's, asked for one row, by turns: by the evaluator, by ONNX Runtime and, where its
 * classes are given, by the evaluator of another build.
 */
final class TreeBenchmark {
    private static final int FEATURES = 36;
    private static final int[] SIZES = {80, 987};
    private static final int ROUNDS = 41;
    private static final int ROWS = 4000;
    private static final double SAME = 1e-5;
    private static final String NOW = "evaluator";
    private static final String BEFORE = "evaluator before";
    private static final String ONNX = "ONNX Runtime";

    private final Random random = new Random(1);
    private final Map<String, Path> builds = new LinkedHashMap<>();

    private TreeBenchmark(String[] arguments) {
        builds.put(NOW, Path.of(arguments[0]));
        if (arguments.length > 1) {
            builds.put(BEFORE, Path.of(arguments[1]));
        }
    }

    /** Takes the folder of this build's classes and, in addition, of another's. */
    public static void main(String[] arguments) {
        TreeBenchmark benchmark = new TreeBenchmark(arguments);
        List<String> figures = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int size : SIZES) {
            Map<String, Double> micros = benchmark.micros(size);
            double now = micros.getOrDefault(NOW, Double.NaN);
            System.out.println(size + " trees, microseconds a row: " + micros);
            figures.add(figure("onnx_vs_evaluator_" + size, micros.getOrDefault(ONNX, Double.NaN) / now));
            if (micros.containsKey(BEFORE)) {
                double ratio = now / micros.getOrDefault(BEFORE, Double.NaN);
                ratios.add(ratio);
                figures.add(figure("time_ratio_before_" + size, ratio));
            }
        }
        ratios.stream().max(Double::compare).ifPresent(worst -> figures.add(figure("time_ratio_before", worst)));
        System.out.println(String.join(" ", figures));
    }

    private static String figure(String name, double value) {
        return name + "=" + String.format(Locale.ROOT, "%.2f", value);
    }

    /** The median of what each takes for a row. */
    private Map<String, Double> micros(int size) {
        DrawnTrees trees = new DrawnTrees(random, size, FEATURES);
        double[][] rows = new double[ROWS][FEATURES];
        for (double[] row : rows) {
            Arrays.setAll(row, at -> (float) random.nextGaussian());
        }
        byte[] xgboost = trees.xgboost();
        Map<String, ToDoubleFunction<double[]>> asked = new LinkedHashMap<>();
        builds.forEach((name, build) -> asked.put(name, LoadedTrees.by(build, xgboost)));
        try (OnnxModel onnx = new InferenceEngine(new InferenceSettings(false, 0, 1, 1)).load("trees", trees.onnx())) {
            asked.put(ONNX, asked(onnx));
            requireSame(rows, asked);
            return micros(rows, asked);
        }
    }

    private static ToDoubleFunction<double[]> asked(OnnxModel onnx) {
        FloatBuffer input = ByteBuffer.allocateDirect(FEATURES * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        return row -> {
            input.clear();
            for (double value : row) {
                input.put((float) value);
            }
            float margin = onnx.run(input.flip(), new long[] {1, FEATURES}, Cancellation.none())
                    .get(0)
                    .values()[0];
            return 1 / (1 + Math.exp(-margin));
        };
    }

    private static void requireSame(double[][] rows, Map<String, ToDoubleFunction<double[]>> asked) {
        for (double[] row : rows) {
            double[] found = asked.values().stream()
                    .mapToDouble(one -> one.applyAsDouble(row))
                    .toArray();
            if (Arrays.stream(found).anyMatch(one -> !(Math.abs(one - found[0]) <= SAME))) {
                throw new IllegalStateException(asked.keySet() + " say " + Arrays.toString(found));
            }
        }
    }

    private static Map<String, Double> micros(double[][] rows, Map<String, ToDoubleFunction<double[]>> asked) {
        Map<String, double[]> taken = new LinkedHashMap<>();
        asked.keySet().forEach(name -> taken.put(name, new double[ROUNDS]));
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, double[]> one : taken.entrySet()) {
                one.getValue()[round] = micros(rows, asked.get(one.getKey()));
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        taken.forEach((name, micros) -> {
            Arrays.sort(micros);
            medians.put(name, Math.round(micros[ROUNDS / 2] * 100) / 100.0);
        });
        return medians;
    }

    private static double micros(double[][] rows, ToDoubleFunction<double[]> model) {
        long begun = System.nanoTime();
        double sum = 0;
        for (double[] row : rows) {
            sum += model.applyAsDouble(row);
        }
        double taken = (System.nanoTime() - begun) / 1e3 / rows.length;
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("no probabilities");
        }
        return taken;
    }
}
