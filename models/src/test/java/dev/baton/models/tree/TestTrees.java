package dev.baton.models.tree;

import java.nio.charset.StandardCharsets;
import java.util.Collections;

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
                  "objective": {"name": "binary:logistic"},
                  "learner_model_param": {"base_score": "[5E-1]", "num_class": "0"},
                  "gradient_booster": {"model": {"tree_info": [0], "trees": [{
                    "left_children": [1, -1, -1], "right_children": [2, -1, -1], "split_indices": [1, 0, 0],
                    "split_conditions": [%s, -1, 2], "base_weights": [0.5, -2, 4], "default_left": [1, 0, 0],
                    "categories": []}]}}}}
                """.formatted(condition));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
