package dev.baton.models.tree;

import dev.baton.models.tree.Node.Missing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what XGBoost's {@code save_model("….json")} writes: boosted trees with numerical splits, for classification. */
public final class XgboostJson {
    private static final JsonMapper JSON = new JsonMapper();

    private XgboostJson() {}

    /**
     * Returns the ensemble in {@code content}.
     *
     * @throws UnreadableTreesException where it is none, or has what is not supported
     */
    public static TreeEnsemble read(byte[] content) {
        try {
            return ensemble(
                    JSON.readTree(new String(content, StandardCharsets.UTF_8)).at("/learner"));
        } catch (JacksonException | NumberFormatException e) {
            throw new UnreadableTreesException("the file is not XGBoost's JSON: " + e.getMessage(), e);
        }
    }

    private static TreeEnsemble ensemble(JsonNode learner) {
        List<String> names = new ArrayList<>();
        learner.path("feature_names").forEach(name -> names.add(name.asString()));
        if (names.isEmpty()) {
            throw new UnreadableTreesException("the file does not name its features, so that none can be matched");
        }
        String objective = learner.at("/objective/name").asString("");
        int classes = Math.max(
                1, Integer.parseInt(learner.at("/learner_model_param/num_class").asString("0")));
        double score = Double.parseDouble(
                learner.at("/learner_model_param/base_score").asString("0.5").replaceAll("[\\[\\]]", ""));
        JsonNode model = learner.at("/gradient_booster/model");
        List<Tree> trees = new ArrayList<>();
        for (JsonNode tree : model.path("trees")) {
            trees.add(tree(model.path("tree_info").path(trees.size()).asInt(0), tree));
        }
        double[] base = new double[classes];
        return switch (objective) {
            case "binary:logistic" -> {
                base[0] = Math.log(score / (1 - score));
                yield new TreeEnsemble(names, Link.LOGISTIC, base, true, trees);
            }
            case "multi:softprob" -> {
                Arrays.fill(base, score);
                yield new TreeEnsemble(names, Link.SOFTMAX, base, true, trees);
            }
            default -> throw new UnreadableTreesException("the objective '" + objective + "' is not supported");
        };
    }

    private static Tree tree(int output, JsonNode tree) {
        JsonNode left = tree.path("left_children");
        if (tree.path("categories").size() > 0) {
            throw new UnreadableTreesException("splits by category are not supported");
        }
        double rate = learningRate(tree, left);
        List<Node> nodes = new ArrayList<>();
        for (int at = 0; at < left.size(); at++) {
            float condition = number(tree, "split_conditions", at);
            nodes.add(
                    left.path(at).asInt() < 0
                            ? Node.leaf(condition)
                            : new Node(
                                    tree.path("split_indices").path(at).asInt(),
                                    // XGBoost sends values below the condition to the left, these arrays those up to
                                    // it.
                                    Math.nextDown(condition),
                                    left.path(at).asInt(),
                                    tree.path("right_children").path(at).asInt(),
                                    Missing.NAN,
                                    tree.path("default_left").path(at).asInt() != 0,
                                    rate * number(tree, "base_weights", at)));
        }
        return new Tree(output, nodes);
    }

    // Weights of inner nodes are kept as they were before the learning rate was applied, those of leaves both ways.
    private static double learningRate(JsonNode tree, JsonNode left) {
        for (int at = 0; at < left.size(); at++) {
            if (left.path(at).asInt() < 0 && number(tree, "base_weights", at) != 0) {
                return number(tree, "split_conditions", at) / number(tree, "base_weights", at);
            }
        }
        return 1;
    }

    private static float number(JsonNode tree, String array, int at) {
        JsonNode number = tree.path(array).path(at);
        if (!number.isNumber()) {
            throw new UnreadableTreesException("a tree lacks " + array + "[" + at + "]");
        }
        return number.floatValue();
    }
}
