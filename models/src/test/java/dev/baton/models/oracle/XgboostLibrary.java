package dev.baton.models.oracle;

import dev.baton.models.oracle.Training.Kind;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A version of XGBoost, by its Java package. */
final class XgboostLibrary implements Library {
    private static final String PACKAGE = "ml.dmlc.xgboost4j.java.";
    private static final String MATRIX = PACKAGE + "DMatrix";

    private final String version;
    // Before 2, Java had no way to write the features' names into the file, as Python does.
    private final boolean named;
    private final Jars jars;

    XgboostLibrary(Path folder, String version) {
        this.version = version;
        this.named = !version.startsWith("1.");
        this.jars = new Jars(folder);
    }

    @Override
    public String name() {
        return "xgboost-" + version;
    }

    @Override
    public List<Training> trainings() {
        return version.startsWith("3.")
                ? Stream.concat(Trainings.xgboost().stream(), Trainings.newestXgboost().stream())
                        .toList()
                : Trainings.xgboost().stream()
                        .filter(one -> named || !one.has("file", "ubj"))
                        .toList();
    }

    /** It refuses them in matrices. */
    @Override
    public boolean takesInfinities() {
        return false;
    }

    @Override
    public Answers train(Training training, Drawn drawn) throws Exception {
        Object rows = matrix(training, drawn, drawn.rows());
        jars.call(rows, "setLabel", MethodType.methodType(void.class, float[].class), (Object)
                floats(drawn.labels(training.target())));
        Map<String, Object> settings = new HashMap<>(training.settings());
        settings.putAll(Map.of("nthread", 1, "seed", 1, "eval_metric", "logloss", "verbosity", 0));
        if (training.target() == Drawn.Target.CLASSES) {
            settings.put("eval_metric", "mlogloss");
        }
        Object booster = jars.callStatic(
                PACKAGE + "XGBoost",
                "train",
                MethodType.methodType(
                        jars.type(PACKAGE + "Booster"),
                        jars.type(MATRIX),
                        Map.class,
                        int.class,
                        Map.class,
                        jars.type(PACKAGE + "IObjective"),
                        jars.type(PACKAGE + "IEvaluation")),
                rows,
                settings,
                training.rounds(),
                watches(training, drawn),
                null,
                null);
        return new Answers(saved(training, drawn, booster), asked(training, drawn, booster));
    }

    /** Early stopping watches other labels than were trained on, so that it stops. */
    private Map<String, Object> watches(Training training, Drawn drawn) throws Exception {
        if (!training.stopsEarly()) {
            return new HashMap<>();
        }
        Object other = matrix(training, drawn, drawn.rows());
        float[] labels = floats(drawn.labels(Drawn.Target.TARGETS));
        float[] noisy = new float[drawn.rows().length];
        for (int row = 0; row < noisy.length; row++) {
            noisy[row] = labels[3 * row + 1];
        }
        jars.call(other, "setLabel", MethodType.methodType(void.class, float[].class), (Object) noisy);
        return new HashMap<>(Map.of("test", other));
    }

    private Object matrix(Training training, Drawn drawn, double[][] rows) throws Exception {
        float[] values =
                floats(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
        Object matrix = jars.create(
                MATRIX,
                List.of(float[].class, int.class, int.class, float.class),
                values,
                rows.length,
                drawn.features(),
                Float.NaN);
        String[] types = IntStream.range(0, drawn.features())
                .mapToObj(at -> training.kind() == Kind.CATEGORIES && at == drawn.categorical() ? "c" : "float")
                .toArray(String[]::new);
        MethodType setter = MethodType.methodType(void.class, String[].class);
        jars.call(matrix, "setFeatureNames", setter, (Object) names(drawn));
        jars.call(matrix, "setFeatureTypes", setter, (Object) types);
        return matrix;
    }

    private byte[] saved(Training training, Drawn drawn, Object booster) throws Exception {
        Path file = Files.createTempFile("model", training.has("file", "ubj") ? ".ubj" : ".json");
        try {
            jars.call(booster, "saveModel", MethodType.methodType(void.class, String.class), file.toString());
            return named ? Files.readAllBytes(file) : named(Files.readString(file), drawn);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] named(String json, Drawn drawn) {
        String names = Arrays.stream(names(drawn)).collect(Collectors.joining("\",\"", "\"", "\""));
        return json.replace("\"feature_names\":[]", "\"feature_names\":[" + names + "]")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String[] names(Drawn drawn) {
        return IntStream.range(0, drawn.features()).mapToObj(at -> "f" + at).toArray(String[]::new);
    }

    private double[][] asked(Training training, Drawn drawn, Object booster) throws Exception {
        Object probes = matrix(training, drawn, drawn.probes());
        float[][] found = (float[][])
                jars.call(booster, "predict", MethodType.methodType(float[][].class, jars.type(MATRIX)), probes);
        return Arrays.stream(found)
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(at -> row[at])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int at = 0; at < floats.length; at++) {
            floats[at] = (float) numbers[at];
        }
        return floats;
    }
}
