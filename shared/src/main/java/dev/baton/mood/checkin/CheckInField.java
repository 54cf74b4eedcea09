package dev.baton.mood.checkin;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a check-in may say, each with the group it is reported in, its name there, and the values that are allowed. */
public enum CheckInField {
    HOURS_SLEPT(Group.SLEEP, "hoursSlept", Range.DAY),
    SLEEP_QUALITY(Group.SLEEP, "sleepQuality", Range.SCALE),
    PERCEIVED_SLEEP_NEED(Group.SLEEP, "perceivedSleepNeed", Range.DAY),
    SLEEP_HYGIENE(Group.SLEEP, "sleepHygiene", Range.SCALE),
    HAS_NAPPED(Group.SLEEP, "hasNapped", Range.YES_OR_NO),
    NAPPING_DURATION_MIN(Group.SLEEP, "nappingDurationMin", Range.POSITIVE),
    ENERGY_LEVEL(Group.MOOD, "energyLevel", Range.SCALE),
    DEPRESSED_MOOD(Group.MOOD, "depressedMood", Range.SCALE),
    ANXIETY_STRESS(Group.MOOD, "anxietyStress", Range.SCALE),
    ELEVATION(Group.MOOD, "elevation", Range.SCALE),
    ACTIVATION(Group.MOOD, "activation", Range.SCALE),
    MOTIVATION_TO_START(Group.MOOD, "motivationToStart", Range.SCALE),
    THOUGHT_SPEED(Group.SYMPTOMS, "thoughtSpeed", Range.SCALE),
    DISTRACTIBILITY(Group.SYMPTOMS, "distractibility", Range.SCALE),
    MEMORY_CONCENTRATION(Group.SYMPTOMS, "memoryConcentration", Range.SCALE),
    RUMINATION_AXIS(Group.SYMPTOMS, "ruminationAxis", Range.SCALE),
    SOCIAL_CONNECTION(Group.RISK_ROUTINE, "socialConnection", Range.SCALE),
    SOCIAL_RHYTHM_EVENT(Group.RISK_ROUTINE, "socialRhythmEvent", Range.YES_OR_NO),
    EXERCISE_DURATION_MIN(Group.RISK_ROUTINE, "exerciseDurationMin", Range.POSITIVE),
    EXERCISE_FEELING(Group.RISK_ROUTINE, "exerciseFeeling", Range.SCALE),
    SEXUAL_RISK_BEHAVIOR(Group.RISK_ROUTINE, "sexualRiskBehavior", Range.YES_OR_NO),
    TASKS_PLANNED(Group.RISK_ROUTINE, "tasksPlanned", Range.POSITIVE),
    TASKS_COMPLETED(Group.RISK_ROUTINE, "tasksCompleted", Range.POSITIVE),
    GENERAL_APPETITE(Group.APPETITE_IMPULSE, "generalAppetite", Range.SCALE),
    DIET_TRACKING(Group.APPETITE_IMPULSE, "dietTracking", Range.YES_OR_NO),
    SKIP_MEALS(Group.APPETITE_IMPULSE, "skipMeals", Range.YES_OR_NO),
    COMPULSION_EPISODE(Group.APPETITE_IMPULSE, "compulsionEpisode", Range.YES_OR_NO),
    COMPULSION_INTENSITY(Group.APPETITE_IMPULSE, "compulsionIntensity", Range.SCALE),
    SUBSTANCE_USAGE(Group.APPETITE_IMPULSE, "substanceUsage", Range.YES_OR_NO),
    SUBSTANCE_UNITS(Group.APPETITE_IMPULSE, "substanceUnits", Range.POSITIVE),
    CAFFEINE_DOSES(Group.APPETITE_IMPULSE, "caffeineDoses", Range.POSITIVE),
    LIBIDO(Group.APPETITE_IMPULSE, "libido", Range.SCALE),
    MEDICATION_ADHERENCE(Group.MEDS_CONTEXT, "medicationAdherence", Range.YES_OR_NO),
    MEDICATION_TIMING(Group.MEDS_CONTEXT, "medicationTiming", Range.YES_OR_NO),
    MEDICATION_CHANGE_RECENT(Group.MEDS_CONTEXT, "medicationChangeRecent", Range.YES_OR_NO),
    CONTEXTUAL_STRESSORS(Group.MEDS_CONTEXT, "contextualStressors", Range.YES_OR_NO);

    private final Group group;
    private final String label;
    private final Range range;

    CheckInField(Group group, String label, Range range) {
        this.group = group;
        this.label = label;
        this.range = range;
    }

    public Group group() {
        return group;
    }

    /** Returns the name on the wire and in the features of models: {@code hoursSlept}. */
    public String label() {
        return label;
    }

    /** Returns the least value that is allowed. */
    public double min() {
        return range.min;
    }

    /** Returns the greatest value that is allowed. */
    public double max() {
        return range.max;
    }

    /** Says what is wrong with {@code value}, if anything is. */
    Optional<String> fault(double value) {
        if (Double.isFinite(value) && range.allows(value)) {
            return Optional.empty();
        }
        return Optional.of("must be " + range.text + ", was " + value);
    }

    static Optional<CheckInField> named(Group group, String label) {
        return Arrays.stream(values())
                .filter(field -> field.group == group && field.label.equals(label))
                .findFirst();
    }

    public static List<String> labels(Group group) {
        return Arrays.stream(values())
                .filter(field -> field.group == group)
                .map(CheckInField::label)
                .toList();
    }

    /** The objects of a check-in. */
    public enum Group {
        SLEEP("sleep_data"),
        MOOD("mood_data"),
        SYMPTOMS("symptoms_data"),
        RISK_ROUTINE("risk_routine_data"),
        APPETITE_IMPULSE("appetite_impulse_data"),
        MEDS_CONTEXT("meds_context_data");

        private final String wireName;

        Group(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    private enum Range {
        SCALE(0, 10, "0 to 10"),
        DAY(0, 24, "0 to 24"),
        POSITIVE(0, 100_000, "0 to 100000"),
        YES_OR_NO(0, 1, "0 or 1") {
            @Override
            boolean allows(double value) {
                return value == 0 || value == 1;
            }
        };

        private final double min;
        private final double max;
        private final String text;

        Range(double min, double max, String text) {
            this.min = min;
            this.max = max;
            this.text = text;
        }

        boolean allows(double value) {
            return value >= min && value <= max;
        }
    }
}
