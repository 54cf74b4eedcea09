package dev.baton.models.tree;

import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceCancelledException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class TreeEnsembleTest {
    private final TreeEnsemble lightGbm = LightGbmText.read(TestTrees.lightGbm(-1.0));
    private final TreeEnsemble xgboost = XgboostJson.read(TestTrees.xgboost("0.1"));

    @ParameterizedTest
    @CsvSource({"8, 3, -1", "6, 3.5, 1", "6.5, 9, 2", "NaN, 9, 1", "6.5, NaN, 2"})
    void lightGbmSendsValuesUpToTheThresholdToTheLeft(double sleep, double energy, double margin) {
        assertThat(probability(lightGbm, sleep, energy)).isCloseTo(1 / (1 + Math.exp(-margin)), within(1e-12));
    }

    /** 0.1 in single precision is more than 0.1, and less than itself it is not. */
    @Test
    void xgboostComparesInSinglePrecisionAndSendsEqualValuesToTheRight() {
        double left = 1 / (1 + Math.exp(1));
        double right = 1 / (1 + Math.exp(-2));

        assertThat(probability(xgboost, 0, 0.1)).isCloseTo(right, within(1e-12));
        assertThat(probability(xgboost, 0, 0.0999)).isCloseTo(left, within(1e-12));
        assertThat(probability(xgboost, 0, Double.NaN)).isCloseTo(left, within(1e-12));
    }

    @Test
    void featuresAreMatchedByNameAndOthersAreRefused() {
        assertThatExceptionOfType(FeatureMismatchException.class)
                .isThrownBy(() -> lightGbm.probabilities(Map.of("sleep", 7.0, "Energy", 5.0), Cancellation.none()))
                .satisfies(refused -> {
                    assertThat(refused.missing()).containsExactly("energy");
                    assertThat(refused.extra()).containsExactly("Energy");
                });
        assertThatExceptionOfType(FeatureMismatchException.class)
                .isThrownBy(() ->
                        lightGbm.probabilities(Map.of("sleep", 7.0, "energy", 5.0, "mood", 1.0), Cancellation.none()))
                .satisfies(refused -> assertThat(refused.extra()).containsExactly("mood"));
    }

    @Test
    void contributionsAddUpToTheMarginLessItsMean() {
        assertThat(lightGbm.contributions(Map.of("sleep", 7.0, "energy", 9.0), 0))
                .containsExactly(2 - 1.5, 1.5 - 0.25);
        assertThat(xgboost.contributions(Map.of("sleep", 7.0, "energy", 9.0), 0))
                .containsExactly(0, 2 - 0.25);
    }

    @Test
    void anEvaluationEndsWhenItIsCancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThatExceptionOfType(InferenceCancelledException.class)
                .isThrownBy(() -> lightGbm.probabilities(Map.of("sleep", 7.0, "energy", 9.0), cancellation));
    }

    private static double probability(TreeEnsemble trees, double sleep, double energy) {
        return trees.probabilities(Map.of("sleep", sleep, "energy", energy), Cancellation.none())[0];
    }
}
