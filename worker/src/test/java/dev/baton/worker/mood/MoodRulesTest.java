package dev.baton.worker.mood;

import dev.baton.mood.PredictionType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The sums are reckoned by hand from the formulas in the comments. */
class MoodRulesTest {
    private static double risk(PredictionType type, Map<String, Double> features) {
        return MoodRules.risk(type, features).probability();
    }

    @Test
    void risksAreWeightedSums() {
        // 0.3 (1 - 4/8) + 0.3 * 8/10 + 0.2 * |2 - 5|/5 + 0.2 * 6/10
        assertThat(risk(
                        PredictionType.RELAPSE_RISK,
                        Map.of("hoursSlept", 4.0, "depressedMood", 8.0, "energyLevel", 2.0, "anxietyStress", 6.0)))
                .isCloseTo(0.63, within(1e-12));
        // 0.5 * 8/10 + 0.3 * 6/10 + 0.2 * 10/10
        assertThat(risk(
                        PredictionType.SUICIDALITY_RISK,
                        Map.of("depressedMood", 8.0, "anxietyStress", 6.0, "compulsionIntensity", 10.0)))
                .isCloseTo(0.78, within(1e-12));
        // 1 - (1 + 0)/2
        assertThat(risk(
                        PredictionType.MEDICATION_ADHERENCE_RISK,
                        Map.of("medicationAdherence", 1.0, "medicationTiming", 0.0)))
                .isCloseTo(0.5, within(1e-12));
        // 0.6 + 0.4 * (10 - 2)/10
        assertThat(risk(PredictionType.SLEEP_DISTURBANCE_RISK, Map.of("hoursSlept", 11.0, "sleepQuality", 2.0)))
                .isCloseTo(0.92, within(1e-12));
    }

    @Test
    void aFieldThatWasNotToldLeavesItsTermOut() {
        assertThat(risk(PredictionType.MEDICATION_ADHERENCE_RISK, Map.of("medicationAdherence", 0.0)))
                .isEqualTo(1);
        // (0.5 * 8/10 + 0.3 * 6/10) / 0.8, the anxiety from the days before
        assertThat(risk(
                        PredictionType.SUICIDALITY_RISK,
                        Map.of("depressedMood", 8.0, "anxietyStress", Double.NaN, "anxietyStress_mean", 6.0)))
                .isCloseTo(0.725, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"9, 1, depression, 0.6", "1, 9, mania, 0.55", "6, 9, mixed, 0.5", "2, 5, euthymia, 0.65"})
    void statesFollowFromMoodAndEnergy(double depressed, double energy, String state, double probability) {
        assertThat(MoodRules.state(Map.of("depressedMood", depressed, "energyLevel", energy)))
                .isEqualTo(new MoodRules.State(state, probability));
    }
}
