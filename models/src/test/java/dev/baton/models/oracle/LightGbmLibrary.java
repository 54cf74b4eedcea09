package dev.baton.models.oracle;

import dev.baton.models.oracle.Drawn.Target;
import dev.baton.models.oracle.Training.Kind;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** LightGBM, by a Java package. */
final class LightGbmLibrary implements Library {
    private static final String PACKAGE = "io.github.metarank.lightgbm4j.";
    private static final String DATASET = PACKAGE + "LGBMDataset";
    private static final String BOOSTER = PACKAGE + "LGBMBooster";
    private static final String PREDICTION = "com.microsoft.ml.lightgbm.PredictionType";

    private final String version;
    private final Jars jars;

    LightGbmLibrary(Path folder, String version) {
        this.version = version;
        this.jars = new Jars(folder);
    }

    @Override
    public String name() {
        return "lightgbm-" + version;
    }

    @Override
    public List<Training> trainings() {
        // The package has room for one answer a row, and stops early only where the caller does.
        return Trainings.lightGbm().stream()
                .filter(one -> one.target() != Target.CLASSES && !one.stopsEarly())
                .toList();
    }

    @Override
    public boolean takesInfinities() {
        return true;
    }

    @Override
    public Answers train(Training training, Drawn drawn) throws Exception {
        String settings = settings(training, drawn);
        Object rows = jars.callStatic(
                DATASET,
                "createFromMat",
                MethodType.methodType(
                        jars.type(DATASET),
                        double[].class,
                        int.class,
                        int.class,
                        boolean.class,
                        String.class,
                        jars.type(DATASET)),
                flat(drawn.rows()),
                drawn.rows().length,
                drawn.features(),
                true,
                settings,
                null);
        jars.call(
                rows,
                "setField",
                MethodType.methodType(void.class, String.class, float[].class),
                "label",
                floats(drawn.labels(training.target())));
        Object booster = jars.callStatic(
                BOOSTER,
                "create",
                MethodType.methodType(jars.type(BOOSTER), jars.type(DATASET), String.class),
                rows,
                settings);
        for (int round = 0; round < training.rounds(); round++) {
            jars.call(booster, "updateOneIter", MethodType.methodType(boolean.class));
        }
        return new Answers(saved(booster), asked(drawn, booster));
    }

    static String settings(Training training, Drawn drawn) {
        String settings = training.settings().entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining(" "));
        String categorical = training.kind() == Kind.CATEGORIES ? " categorical_feature=" + drawn.categorical() : "";
        return settings + categorical + " num_threads=1 verbosity=-1 seed=1";
    }

    private byte[] saved(Object booster) throws Exception {
        Class<?> importance = jars.type(BOOSTER + "$FeatureImportanceType");
        String text = (String) jars.call(
                booster,
                "saveModelToString",
                MethodType.methodType(String.class, int.class, int.class, importance),
                0,
                0,
                jars.constant(importance.getName(), "SPLIT"));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private double[][] asked(Drawn drawn, Object booster) throws Exception {
        double[][] probes = drawn.probes();
        double[] found = (double[]) jars.call(
                booster,
                "predictForMat",
                MethodType.methodType(
                        double[].class, double[].class, int.class, int.class, boolean.class, jars.type(PREDICTION)),
                flat(probes),
                probes.length,
                drawn.features(),
                true,
                jars.constant(PREDICTION, "C_API_PREDICT_NORMAL"));
        int outputs = found.length / probes.length;
        double[][] rows = new double[probes.length][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(found, row * outputs, (row + 1) * outputs));
        return rows;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int at = 0; at < floats.length; at++) {
            floats[at] = (float) numbers[at];
        }
        return floats;
    }
}
