package dev.baton.models.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The trees of XGBoost's boosters {@code gbtree} and {@code dart}. */
final class XgboostBooster {
    private static final String WEIGHTS = "weight_drop";

    private static final Set<String> GBTREE = Set.of("name", "model");
    private static final Set<String> DART = Set.of("name", "gbtree", WEIGHTS);
    private static final Set<String> MODEL =
            Set.of("gbtree_model_param", "trees", "tree_info", "iteration_indptr", "cats", WEIGHTS);
    private static final Set<String> PARAMETERS = Set.of("num_parallel_tree", "num_trees", "size_leaf_vector");

    private XgboostBooster() {}

    static List<Tree> trees(JsonNode booster) {
        String name = booster.path("name").asString("");
        return switch (name) {
            case "gbtree" -> {
                XgboostJson.requireKnown(booster, GBTREE, name);
                // Since 3.3 DART is written as gbtree, and only its weights tell.
                JsonNode model = booster.path("model");
                yield trees(model, model.path(WEIGHTS));
            }
            case "dart" -> {
                XgboostJson.requireKnown(booster, DART, name);
                XgboostJson.requireKnown(booster.path("gbtree"), GBTREE, "dart's gbtree");
                yield trees(booster.at("/gbtree/model"), booster.path(WEIGHTS));
            }
            default -> throw UnreadableTreesException.unsupported("the booster '" + name + "'");
        };
    }

    private static List<Tree> trees(JsonNode model, JsonNode weights) {
        XgboostJson.requireKnown(model, MODEL, "the model");
        XgboostJson.requireKnown(model.path("gbtree_model_param"), PARAMETERS, "gbtree_model_param");
        requireNoEncoding(model.path("cats"));
        JsonNode info = model.path("tree_info");
        JsonNode trees = model.path("trees");
        if (info.size() != trees.size() || (!weights.isEmpty() && weights.size() != trees.size())) {
            throw new UnreadableTreesException("the file is not whole: of " + trees.size() + " trees, " + info.size()
                    + " have an output and " + weights.size() + " a weight");
        }
        List<Tree> all = new ArrayList<>();
        for (JsonNode tree : trees) {
            int at = all.size();
            Tree plain = XgboostTree.read(info.path(at).asInt(), tree);
            float weight = weights.isEmpty() ? 1 : (float) weights.path(at).doubleValue();
            all.add(weight == 1 ? plain : plain.times(value -> (float) value * weight));
        }
        return all;
    }

    // Since 3.1: how the categories of the data frame that it was trained on become the codes that trees know.
    private static void requireNoEncoding(JsonNode categories) {
        for (JsonNode each : categories) {
            if (!each.isEmpty()) {
                throw UnreadableTreesException.unsupported("an encoding of categories ('cats')");
            }
        }
    }
}
