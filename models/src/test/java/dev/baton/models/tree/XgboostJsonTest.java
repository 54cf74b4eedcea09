package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class XgboostJsonTest {
    private static final String PLAIN = new String(TestTrees.xgboost("0.1"), StandardCharsets.UTF_8);
    private static final double[] HIGH = {7, 9};
    private static final double CLOSE = 1e-6;

    private static double[] asked(String json, double... row) {
        return XgboostJson.read(json.getBytes(StandardCharsets.UTF_8)).probabilities(row, Cancellation.none());
    }

    private static double margin(String json, double... row) {
        double p = asked(json, row)[0];
        return Math.log(p / (1 - p));
    }

    @ParameterizedTest
    @CsvSource({
        "'[2, -1, -1]', '[0, -1, -1]', twice",
        "'[2, -1, -1]', '[\"2\", -1, -1]', index",
        "'\"feature_names\": [\"sleep\", \"energy\"],', '', name",
        "'\"num_feature\": \"2\", \"num_target\"', '\"num_feature\": \"3\", \"num_target\"', 2 features",
        "'\"base_weights\": [0.5, -2, 4]', '\"base_weights\": [0.5]', base_weights",
        "'[0.1, -1, 2]', '[NaN, -1, 2]', NaN",
        "'[0.1, -1, 2]', '[0.1, -1, Infinity]', Infinity",
        "'[5E-1]', '[0]', base_score",
        "'[5E-1]', '[5E-1,5E-1]', base_score has 2",
        "'\"tree_info\": [0]', '\"tree_info\": [1]', output 1",
        "'\"tree_info\": [0]', '\"tree_info\": []', whole",
        "'\"split_type\": [0, 0, 0]', '\"split_type\": [1, 0, 0]', categories",
        "'[3, 4, 0]}', '[3, 4, 0], \"version\": []}', version",
        "'[3, 4, 0]}', '', JSON"
    })
    void whatIsDamagedIsRefused(String text, String damaged, String reason) {
        assertThat(PLAIN).contains(text);
        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> asked(PLAIN.replace(text, damaged), HIGH))
                .withMessageContaining(reason);
    }

    /** What a later version may add could be anything. */
    @ParameterizedTest
    @CsvSource({
        "'[3, 4, 0]}', '[4, 0, 0]}', 'version [4,0,0]'",
        "'[3, 4, 0]}', '[3, 4, 0], \"Config\": {}}', 'Config'",
        "'\"objective\": {', '\"calibration\": {}, \"objective\": {', 'calibration'",
        "'\"num_class\": \"0\"', '\"num_class\": \"0\", \"scale\": \"2\"', 'scale'",
        "'\"num_class\": \"0\"', '\"num_class\": \"3\"', 'num_class 3'",
        "'binary:logistic', 'binary:logitraw', 'binary:logitraw'",
        "'binary:logistic', 'binary:hinge', 'binary:hinge'",
        "'\"reg_loss_param\"', '\"focal_loss_param\"', 'focal_loss_param'",
        "'\"name\": \"gbtree\"', '\"name\": \"gblinear\"', 'gblinear'",
        "'\"name\": \"gbtree\"', '\"name\": \"gbtree\", \"shift\": 1', 'shift'",
        "'\"tree_info\": [0]', '\"tree_info\": [0], \"tree_bias\": [1]', 'tree_bias'",
        "'\"tree_info\": [0]', '\"tree_info\": [0], \"cats\": {\"enc\": [{}]}', 'cats'",
        "'\"num_trees\": \"1\"', '\"num_trees\": \"1\", \"mean\": \"1\"', 'mean'",
        "'\"split_type\": [0, 0, 0]', '\"split_type\": [2, 0, 0]', 'split_type 2'",
        "'\"split_type\"', '\"leaf_weights\": [1], \"split_type\"', 'leaf_weights'",
        "'\"num_nodes\": \"3\"', '\"num_nodes\": \"3\", \"num_lines\": \"1\"', 'num_lines'",
        "'\"size_leaf_vector\": \"1\"', '\"size_leaf_vector\": \"3\"', 'size_leaf_vector'"
    })
    void whatIsNotKnownIsRefusedByName(String text, String unknown, String name) {
        assertThat(PLAIN).contains(text);
        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> asked(PLAIN.replace(text, unknown), HIGH))
                .withMessageContaining(name)
                .withMessageContaining("not supported");
    }

    @Test
    void dartsWeightsScaleItsTreesInBothLayouts() {
        String since33 = PLAIN.replace("\"tree_info\"", "\"weight_drop\": [0.25], \"tree_info\"");
        String before = PLAIN.replace(
                        "\"name\": \"gbtree\"",
                        "\"name\": \"dart\", \"weight_drop\": [0.25], \"gbtree\": {\"name\": \"gbtree\"")
                .replace("}]}}}", "}]}}}}");

        assertThat(margin(PLAIN, HIGH)).isCloseTo(2, within(CLOSE));
        assertThat(margin(since33, HIGH)).isCloseTo(0.5, within(CLOSE));
        assertThat(margin(before, HIGH)).isCloseTo(0.5, within(CLOSE));
        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> asked(since33.replace("[0.25]", "[0.25, 1]"), HIGH))
                .withMessageContaining("a weight");
    }

    /** Of a yes or no it is a probability, of classes a margin each. */
    @Test
    void theBaseScoreIsOneNumberOrOneForEachOutput() {
        String classes = PLAIN.replace("binary:logistic", "multi:softprob")
                .replace("reg_loss_param", "softmax_multiclass_param")
                .replace("\"num_class\": \"0\"", "\"num_class\": \"2\"");

        assertThat(margin(PLAIN.replace("[5E-1]", "[8E-1]"), HIGH)).isCloseTo(2 + Math.log(0.8 / 0.2), within(CLOSE));
        assertThat(margin(PLAIN.replace("[5E-1]", "8E-1"), HIGH)).isCloseTo(2 + Math.log(0.8 / 0.2), within(CLOSE));
        assertThat(margin(classes.replace("[5E-1]", "[1E0,4E0]"), HIGH)).isCloseTo(1 + 2 - 4, within(CLOSE));
        assertThat(margin(classes.replace("[5E-1]", "5E-1"), HIGH)).isCloseTo(2, within(CLOSE));
    }

    @Test
    void eachTargetHasItsProbability() {
        String targets =
                PLAIN.replace("\"num_target\": \"1\"", "\"num_target\": \"2\"").replace("[5E-1]", "[5E-1,8E-1]");

        assertThat(asked(targets, HIGH)).containsExactly(new double[] {1 / (1 + Math.exp(-2)), 0.8}, within(CLOSE));
    }

    /** Categories that are named go right, others left, as does what is no category; NaN goes where the node says. */
    @ParameterizedTest
    @CsvSource({"3, 2", "40.5, 2", "2, -1", "-0.5, -1", "-1, -1", "1e9, -1", "Infinity, -1", "NaN, -1"})
    void categoriesAreLookedUp(double energy, double margin) {
        String categorical = PLAIN.replace("\"split_type\": [0, 0, 0]", "\"split_type\": [1, 0, 0]")
                .replace("[0.1, -1, 2]", "[NaN, -1, 2]")
                .replace("\"categories\": []", "\"categories\": [9, 3, 40]")
                .replace("\"categories_nodes\": []", "\"categories_nodes\": [0]")
                .replace("\"categories_segments\": []", "\"categories_segments\": [1]")
                .replace("\"categories_sizes\": []", "\"categories_sizes\": [2]");

        assertThat(margin(categorical, 7, energy)).isCloseTo(margin, within(CLOSE));
        String otherWay = categorical.replace("\"default_left\": [1, 0, 0]", "\"default_left\": [0, 0, 0]");
        assertThat(margin(otherWay, 7, energy)).isCloseTo(Double.isNaN(energy) ? 2 : margin, within(CLOSE));
    }

    @Test
    void directionsMayBeBooleansAsBefore16() {
        String booleans = PLAIN.replace("\"default_left\": [1, 0, 0]", "\"default_left\": [false, false, false]");

        assertThat(margin(PLAIN, 7, Double.NaN)).isCloseTo(-1, within(CLOSE));
        assertThat(margin(booleans, 7, Double.NaN)).isCloseTo(2, within(CLOSE));
    }

    @Test
    void aTreeMayBeAsDeepAsItHasNodes() {
        assertThat(margin(TestTrees.deepXgboost(20_000), 0, 1e6)).isCloseTo(2, within(CLOSE));
        assertThat(margin(TestTrees.deepXgboost(20_000), 0, 5)).isCloseTo(1, within(CLOSE));
    }
}
