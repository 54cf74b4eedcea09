package dev.baton.models.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Files of tree ensembles small enough to be reckoned by hand. */
public final class TestTrees {
    private TestTrees() {}

    /** LightGBM's text of one tree that asks whether energy is up to 3, then whether sleep is up to 6. */
    public static byte[] lightGbm(double whereTired) {
        return bytes("""
                tree
                version=v4
                num_class=1
                num_tree_per_iteration=1
                label_index=0
                max_feature_idx=1
                objective=binary sigmoid:1
                feature_names=sleep energy

                Tree=0
                num_leaves=3
                num_cat=0
                split_feature=1 0
                threshold=3 6
                decision_type=8 10
                left_child=-1 -2
                right_child=1 -3
                leaf_value=%s 1 2
                internal_value=0.25 1.5
                shrinkage=1


                end of trees
                """.formatted(whereTired));
    }

    /** The same of as many trees as wanted, all alike. */
    public static byte[] lightGbm(int trees) {
        String one = new String(lightGbm(-1.0), StandardCharsets.UTF_8);
        int begin = one.indexOf("Tree=0");
        int end = one.indexOf("end of trees");
        return bytes(one.substring(0, begin)
                + String.join("", Collections.nCopies(trees, one.substring(begin, end)))
                + one.substring(end));
    }

    /** XGBoost's JSON of one tree that asks whether energy is below {@code condition}, with a learning rate of 0.5. */
    public static byte[] xgboost(String condition) {
        return bytes("""
                {"learner": {
                  "feature_names": ["sleep", "energy"],
                  "objective": {"name": "binary:logistic", "reg_loss_param": {"scale_pos_weight": "1"}},
                  "learner_model_param": {"base_score": "[5E-1]", "num_class": "0", "num_feature": "2", "num_target": "1"},
                  "gradient_booster": {"name": "gbtree", "model": {
                    "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": "1"},
                    "tree_info": [0], "trees": [{
                    "left_children": [1, -1, -1], "right_children": [2, -1, -1], "split_indices": [1, 0, 0],
                    "split_conditions": [%s, -1, 2], "base_weights": [0.5, -2, 4], "default_left": [1, 0, 0],
                    "split_type": [0, 0, 0], "categories": [], "categories_nodes": [], "categories_segments": [],
                    "categories_sizes": [], "tree_param": {"num_feature": "2", "num_nodes": "3", "size_leaf_vector": "1"}}]}}},
                 "version": [3, 4, 0]}
                """.formatted(condition));
    }

    /** One that compares energy with 0, 1, 2 and so on, each node below the one before. */
    public static String deepXgboost(int forks) {
        int nodes = 2 * forks + 1;
        return new String(xgboost("0.1"), StandardCharsets.UTF_8)
                .replace("[1, -1, -1]", array(nodes, at -> at < forks ? forks + at : -1))
                .replace("[2, -1, -1]", array(nodes, at -> at < forks - 1 ? at + 1 : at < forks ? 2 * forks : -1))
                .replace("\"default_left\": [1, 0, 0]", "\"default_left\": " + array(nodes, at -> 0))
                .replace("\"split_indices\": [1, 0, 0]", "\"split_indices\": " + array(nodes, at -> 1))
                .replace("[0.1, -1, 2]", array(nodes, at -> at < forks ? at : at < 2 * forks ? 1 : 2))
                .replace("[0.5, -2, 4]", array(nodes, at -> 0))
                .replace("\"split_type\": [0, 0, 0]", "\"split_type\": " + array(nodes, at -> 0));
    }

    private static String array(int size, IntUnaryOperator value) {
        return Arrays.toString(IntStream.range(0, size).map(value).toArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
