package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class LightGbmTextTest {
    private static final String PLAIN = new String(TestTrees.lightGbm(-1.0), StandardCharsets.UTF_8);
    private static final String OBJECTIVE = "objective=binary sigmoid:1";
    private static final double CLOSE = 1e-12;

    private static TreeEnsemble read(String text) {
        return LightGbmText.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static double margin(String text, double sleep, double energy) {
        double p = read(text).probabilities(new double[] {sleep, energy}, Cancellation.none())[0];
        return Math.log(p / (1 - p));
    }

    private static double sigmoid(double margin) {
        return 1 / (1 + Math.exp(-margin));
    }

    @ParameterizedTest
    @CsvSource({
        "right_child=1 -3, right_child=0 -3, twice",
        "split_feature=1 0, split_feature=7 0, feature 7",
        "decision_type=8 10, decision_type=12 10, decision_type 12 is not supported",
        "decision_type=8 10, decision_type=9 10, whole",
        "threshold=3 6, threshold=3, whole",
        "threshold=3 6, threshold=3 NaN, NaN",
        "leaf_value=-1.0 1 2, leaf_value=-1.0 1 x2, whole",
        "leaf_value=-1.0 1 2, leaf_value=-1.0 1 inf, Infinity",
        "num_leaves=3, num_leaves=0, whole",
        "max_feature_idx=1, max_feature_idx=2, whole",
        "objective=binary sigmoid:1, '', lacks objective",
        "version=v4, version=v4|version=v4, twice",
        "end of trees, '', cut off"
    })
    void whatIsDamagedIsRefused(String text, String damaged, String reason) {
        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> read(PLAIN.replace(text, damaged.replace('|', '\n'))))
                .withMessageContaining(reason);
    }

    /** What a later version may add could be anything. */
    @ParameterizedTest
    @CsvSource({
        "version=v4, version=v5, version v5",
        "label_index=0, label_index=0|mean_output, mean_output' in the header",
        "label_index=0, label_index=0|average_output=1, average_output' in the header",
        "label_index=0, label_index=0|link=probit, link' in the header",
        "shrinkage=1, shrinkage=1|leaf_curve=1, leaf_curve' in a tree",
        "shrinkage=1, shrinkage=1|is_linear=2, is_linear=2",
        "end of trees, 'end of trees||pandas_categorical:[[0, 1], [\"a\", \"b\"]]', pandas_categorical"
    })
    void whatIsNotKnownIsRefusedByName(String text, String unknown, String name) {
        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> read(PLAIN.replace(text, unknown.replace('|', '\n'))))
                .withMessageContaining(name)
                .withMessageContaining("not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "regression",
                "cross_entropy_lambda",
                "lambdarank",
                "binary sigmoid:1 weight:2",
                "binary",
                "multiclass num_class:3",
                "multiclassova num_class:1",
                "binary sigmoid:-1"
            })
    void anObjectiveThatGivesNoProbabilitiesIsRefusedByName(String objective) {
        assertThatExceptionOfType(UnreadableTreesException.class)
                .isThrownBy(() -> read(PLAIN.replace(OBJECTIVE, "objective=" + objective)))
                .withMessageContaining("the objective '" + objective + "'")
                .withMessageContaining("not supported");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[[0, 1, 2]]", "[[0, 1], [0, 1, 2]]"})
    void categoriesOfPandasThatAreTheirOwnCodesChangeNothing(String categories) {
        assertThat(read(PLAIN + "\npandas_categorical:" + categories + "\n").size())
                .isEqualTo(1);
    }

    @Test
    void aForestGivesTheMeanOfItsTrees() {
        String tree = PLAIN.substring(PLAIN.indexOf("Tree=0"), PLAIN.indexOf("end of trees"));
        String forest = PLAIN.replace("feature_names", "average_output\nfeature_names")
                .replace("end of trees", tree.replace("leaf_value=-1.0 1 2", "leaf_value=3 3 4") + "end of trees");

        assertThat(margin(forest, 7, 1)).isCloseTo((-1.0 + 3) / 2, within(CLOSE));
        assertThat(margin(forest, 7, 9)).isCloseTo((2.0 + 4) / 2, within(CLOSE));
    }

    @Test
    void aLineIsAddedAndTheLeafsValueWhereAFeatureOfItIsNaN() {
        String linear = PLAIN.replace("shrinkage=1", """
                is_linear=1
                leaf_const=0.5 0.25 0.125
                num_features=2 0 1
                leaf_features=0 1   0
                leaf_coeff=0.1 0.2   -0.01
                shrinkage=1""");

        assertThat(margin(linear, 7, 1)).isCloseTo(0.5 + 0.1 * 7 + 0.2, within(CLOSE));
        assertThat(margin(linear, Double.NaN, 1)).isCloseTo(-1, within(CLOSE));
        assertThat(margin(linear, 6, 9)).isCloseTo(0.25, within(CLOSE));
        assertThat(margin(linear, 8, 9)).isCloseTo(0.125 - 0.08, within(CLOSE));
    }

    /** The bits of 5 are the categories 0 and 2; the set comes second, so that its place counts, too. */
    @ParameterizedTest
    @CsvSource({"0, -1", "2, -1", "2.9, -1", "-0.9, -1", "1, 1", "-1, 1", "64, 1", "NaN, 1", "1e300, 1", "-Infinity, 1"
    })
    void categoriesAreCutToWholeNumbersAndLookedUp(double energy, double margin) {
        String categorical = PLAIN.replace("decision_type=8 10", "decision_type=9 10")
                .replace("threshold=3 6", "threshold=1 6")
                .replace("num_cat=0", "num_cat=2\ncat_boundaries=0 1 3\ncat_threshold=4294967295 5 0");

        assertThat(margin(categorical, 6, energy)).isCloseTo(margin, within(CLOSE));
    }

    /** Its constant is a single float. */
    @ParameterizedTest
    @CsvSource({"1.0000000180025095e-35, 2", "-1e-35, 2", "NaN, 2", "1.00000002e-35, 1", "-1.00000002e-35, 1"})
    void whatIsNoFurtherFromZeroThanTheConstantOfLightGbmIsZero(double sleep, double margin) {
        String zeroIsMissing = PLAIN.replace("decision_type=8 10", "decision_type=8 4");

        assertThat(margin(zeroIsMissing, sleep, 9)).isCloseTo(margin, within(CLOSE));
    }

    @Test
    void theSlopeOfASigmoidCounts() {
        assertThat(margin(PLAIN.replace("sigmoid:1", "sigmoid:2.5"), 7, 1)).isCloseTo(-2.5, within(CLOSE));
        assertThat(margin(PLAIN.replace("binary sigmoid:1", "cross_entropy"), 7, 1))
                .isCloseTo(-1, within(CLOSE));
    }

    @Test
    void oneAgainstAllGivesProbabilitiesOfTheirOwn() {
        String tree = PLAIN.substring(PLAIN.indexOf("Tree=0"), PLAIN.indexOf("end of trees"));
        String several = PLAIN.replace("num_tree_per_iteration=1", "num_tree_per_iteration=2")
                .replace(OBJECTIVE, "objective=multiclassova num_class:2 sigmoid:0.5")
                .replace("end of trees", tree.replace("leaf_value=-1.0 1 2", "leaf_value=3 3 4") + "end of trees");

        assertThat(read(several).probabilities(new double[] {7, 1}, Cancellation.none()))
                .containsExactly(new double[] {sigmoid(-0.5), sigmoid(1.5)}, within(CLOSE));
    }

    /** LightGBM writes and reads such trees. */
    @Test
    void aTreeMayBeAsDeepAsItHasNodes() {
        int forks = 130_000;
        String deep = PLAIN.replace("num_leaves=3", "num_leaves=" + (forks + 1))
                .replace("split_feature=1 0", repeated("split_feature", forks, at -> "0"))
                .replace("threshold=3 6", repeated("threshold", forks, String::valueOf))
                .replace("decision_type=8 10", repeated("decision_type", forks, at -> "8"))
                .replace("left_child=-1 -2", repeated("left_child", forks, at -> String.valueOf(~at)))
                .replace("right_child=1 -3", repeated("right_child", forks, at -> deeper(at, forks)))
                .replace("internal_value=0.25 1.5", repeated("internal_value", forks, at -> "0"))
                .replace("leaf_value=-1.0 1 2", repeated("leaf_value", forks + 1, at -> at == forks ? "2" : "1"));

        assertThat(margin(deep, 1e6, 0)).isCloseTo(2, within(CLOSE));
        assertThat(margin(deep, 5, 0)).isCloseTo(1, within(CLOSE));
    }

    private static String deeper(int at, int forks) {
        return String.valueOf(at == forks - 1 ? ~forks : at + 1);
    }

    private static String repeated(String name, int count, IntFunction<String> value) {
        return IntStream.range(0, count).mapToObj(value).collect(Collectors.joining(" ", name + "=", ""));
    }
}
