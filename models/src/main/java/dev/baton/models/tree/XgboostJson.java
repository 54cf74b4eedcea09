package dev.baton.models.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what XGBoost's {@code save_model} writes, as JSON or UBJSON: boosted trees, DART and random forests for classification. All trees
 * count, also those after {@code best_iteration}, as in {@code Booster.predict}.
 */
public final class XgboostJson {
    // NaN stands where a condition has no meaning.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int NEWEST = 3;
    private static final Set<String> FILE = Set.of("learner", "version");
    private static final Set<String> LEARNER = Set.of(
            "attributes", "feature_names", "feature_types", "gradient_booster", "learner_model_param", "objective");
    private static final Set<String> SHAPE =
            Set.of("base_score", "boost_from_average", "num_class", "num_feature", "num_target");

    // Each objective whose outputs are probabilities, and those of its fields that matter to training alone.
    private static final Map<String, Set<String>> OBJECTIVES = Map.of(
            "binary:logistic", Set.of("name", "reg_loss_param"),
            "reg:logistic", Set.of("name", "reg_loss_param"),
            "multi:softprob", Set.of("name", "softmax_multiclass_param"));

    private XgboostJson() {}

    /**
     * Returns the ensemble in {@code content}.
     *
     * @throws UnreadableTreesException where it is none, or has what is not supported
     */
    public static TreeEnsemble read(byte[] content) {
        try {
            JsonNode file = UniversalBinaryJson.isFound(content)
                    ? UniversalBinaryJson.read(content)
                    : JSON.readTree(new String(content, StandardCharsets.UTF_8));
            return ensemble(file);
        } catch (JacksonException | NumberFormatException e) {
            throw new UnreadableTreesException("the file is not XGBoost's JSON: " + e.getMessage(), e);
        }
    }

    private static TreeEnsemble ensemble(JsonNode file) {
        requireKnown(file, FILE, "the file");
        if (file.path("version").path(0).asInt(0) > NEWEST) {
            throw UnreadableTreesException.unsupported("version " + file.path("version") + " of XGBoost");
        }
        JsonNode learner = file.path("learner");
        requireKnown(learner, LEARNER, "the learner");
        JsonNode shape = learner.path("learner_model_param");
        requireKnown(shape, SHAPE, "learner_model_param");
        List<String> names = names(learner, shape);
        Link link = link(learner.path("objective"));
        int outputs = outputs(shape, link);
        List<Tree> trees = XgboostBooster.trees(learner.path("gradient_booster"));
        return new TreeEnsemble(names, link, base(shape, link, outputs), true, trees);
    }

    private static List<String> names(JsonNode learner, JsonNode shape) {
        List<String> names = new ArrayList<>();
        learner.path("feature_names").forEach(name -> names.add(name.asString()));
        if (names.isEmpty()) {
            throw new UnreadableTreesException("the file does not name its features, so that none can be matched");
        }
        if (names.size() != count(shape, "num_feature")) {
            throw new UnreadableTreesException("the file names " + names.size() + " features of " + shape);
        }
        return names;
    }

    private static Link link(JsonNode objective) {
        String name = objective.path("name").asString("");
        Set<String> known = OBJECTIVES.get(name);
        if (known == null) {
            throw UnreadableTreesException.unsupported("the objective '" + name + "'");
        }
        requireKnown(objective, known, "the objective");
        return name.startsWith("multi:") ? Link.SOFTMAX : Link.LOGISTIC;
    }

    private static int outputs(JsonNode shape, Link link) {
        int classes = count(shape, "num_class");
        int targets = Math.max(1, count(shape, "num_target"));
        if (link == Link.SOFTMAX ? classes < 2 || targets > 1 : classes > 1) {
            throw UnreadableTreesException.unsupported(
                    "num_class " + classes + " with num_target " + targets + " of this objective");
        }
        return Math.max(classes, targets);
    }

    /** A probability of a yes or no, a margin of a class; since 3.1 one for each output, as a list. */
    private static double[] base(JsonNode shape, Link link, int outputs) {
        String[] scores =
                shape.path("base_score").asString("").replaceAll("^\\[|]$", "").split(",", -1);
        if (scores.length != 1 && scores.length != outputs) {
            throw new UnreadableTreesException("base_score has " + scores.length + " numbers for " + outputs);
        }
        double[] base = new double[outputs];
        Arrays.setAll(base, at -> margin(Float.parseFloat(scores[scores.length == 1 ? 0 : at]), link));
        return base;
    }

    private static float margin(float score, Link link) {
        float margin = link == Link.LOGISTIC ? (float) -Math.log(1 / score - 1) : score;
        if (!Float.isFinite(margin)) {
            throw new UnreadableTreesException("base_score is " + score);
        }
        return margin;
    }

    private static int count(JsonNode shape, String name) {
        return Integer.parseInt(shape.path(name).asString("0"));
    }

    /** Refuses fields that are not known to be heeded or to change no answer. */
    static void requireKnown(JsonNode object, Set<String> known, String where) {
        if (!object.isObject()) {
            throw new UnreadableTreesException("the file is not XGBoost's JSON: it lacks " + where);
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                throw UnreadableTreesException.unsupported("'" + name + "' in " + where);
            }
        }
    }
}
