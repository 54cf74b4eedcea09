package dev.baton.mood;

import dev.baton.mood.checkin.CheckInField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be predicted from check-ins, with what must have been told for it, and where its levels of risk begin. */
public enum PredictionType {
    MOOD_STATE("episode", 0.5, Bands.USUAL),
    RELAPSE_RISK("relapse", 0.6, Bands.USUAL),
    SUICIDALITY_RISK("crisis", 0.5, Bands.CAREFUL),
    MEDICATION_ADHERENCE_RISK("missed_medication", 0.5, Bands.USUAL),
    SLEEP_DISTURBANCE_RISK("disturbed_sleep", 0.5, Bands.USUAL);

    private final String outcome;
    private final double cut;
    private final Bands bands;

    PredictionType(String outcome, double cut, Bands bands) {
        this.outcome = outcome;
        this.cut = cut;
        this.bands = bands;
    }

    /** Returns the label for a risk of {@code probability}: what is feared, or {@code no_} before it. */
    public String label(double probability) {
        return probability > cut ? outcome : "no_" + outcome;
    }

    /** Returns the fields without which nothing honest can be said. */
    public List<CheckInField> needed() {
        return switch (this) {
            case MOOD_STATE -> List.of(CheckInField.DEPRESSED_MOOD, CheckInField.ENERGY_LEVEL);
            case RELAPSE_RISK ->
                List.of(CheckInField.HOURS_SLEPT, CheckInField.DEPRESSED_MOOD, CheckInField.ENERGY_LEVEL);
            case SUICIDALITY_RISK -> List.of(CheckInField.DEPRESSED_MOOD, CheckInField.ANXIETY_STRESS);
            case MEDICATION_ADHERENCE_RISK -> List.of(CheckInField.MEDICATION_ADHERENCE);
            case SLEEP_DISTURBANCE_RISK -> List.of(CheckInField.HOURS_SLEPT, CheckInField.SLEEP_QUALITY);
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the level of a risk: low, medium, high or critical. */
    public String level(double probability) {
        return bands.level(probability);
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(PredictionType::wireName).toList();
    }

    /**
     * Returns the type of that name.
     *
     * @throws IllegalArgumentException naming those that there are
     */
    public static PredictionType named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no prediction type '" + name + "'; there are " + String.join(", ", names())));
    }

    private enum Bands {
        USUAL(0.3, 0.6, 0.8),
        CAREFUL(0.2, 0.4, 0.7);

        private final double medium;
        private final double high;
        private final double critical;

        Bands(double medium, double high, double critical) {
            this.medium = medium;
            this.high = high;
            this.critical = critical;
        }

        String level(double probability) {
            return probability < medium
                    ? "low"
                    : probability < high ? "medium" : probability < critical ? "high" : "critical";
        }
    }
}
