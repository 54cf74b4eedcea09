package dev.baton.worker.mood;

import dev.baton.mood.Prediction.TopFeature;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckInField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Rules of thumb for where there is no model: the weighted sums of the service that Baton's mood half replaces. A field that was not
 * told leaves its term out, and the others weigh more.
 */
final class MoodRules {
    private static final double SCALE = 10;
    private static final double FULL_NIGHT = 8;
    private static final double SHORT_NIGHT = 6;
    private static final double LONG_NIGHT = 10;
    private static final double MIDDLE = 5;

    private final Map<String, Double> features;
    private final List<Term> terms = new ArrayList<>();

    private MoodRules(Map<String, Double> features) {
        this.features = features;
    }

    /** Returns the risk that {@code type} is about, and what it consists of. */
    static Risk risk(PredictionType type, Map<String, Double> features) {
        MoodRules rules = new MoodRules(features);
        return switch (type) {
            case MOOD_STATE -> throw new IllegalArgumentException("a state is no risk");
            case RELAPSE_RISK ->
                rules.term(0.3, CheckInField.HOURS_SLEPT, hours -> Math.max(0, 1 - hours / FULL_NIGHT))
                        .term(0.3, CheckInField.DEPRESSED_MOOD, mood -> mood / SCALE)
                        .term(0.2, CheckInField.ENERGY_LEVEL, energy -> Math.abs(energy - MIDDLE) / MIDDLE)
                        .term(0.2, CheckInField.ANXIETY_STRESS, anxiety -> anxiety / SCALE)
                        .sum();
            case SUICIDALITY_RISK ->
                rules.term(0.5, CheckInField.DEPRESSED_MOOD, mood -> mood / SCALE)
                        .term(0.3, CheckInField.ANXIETY_STRESS, anxiety -> anxiety / SCALE)
                        .term(0.2, CheckInField.COMPULSION_INTENSITY, intensity -> intensity / SCALE)
                        .sum();
            case MEDICATION_ADHERENCE_RISK ->
                rules.term(0.5, CheckInField.MEDICATION_ADHERENCE, taken -> 1 - taken)
                        .term(0.5, CheckInField.MEDICATION_TIMING, onTime -> 1 - onTime)
                        .sum();
            case SLEEP_DISTURBANCE_RISK ->
                rules.term(0.6, CheckInField.HOURS_SLEPT, hours -> hours < SHORT_NIGHT || hours > LONG_NIGHT ? 1 : 0)
                        .term(0.4, CheckInField.SLEEP_QUALITY, quality -> (SCALE - quality) / SCALE)
                        .sum();
        };
    }

    /** Returns the state with the probability that it is given. Mood is high where depressed mood is low. */
    static State state(Map<String, Double> features) {
        double mood = SCALE - told(features, CheckInField.DEPRESSED_MOOD).orElseThrow();
        double energy = told(features, CheckInField.ENERGY_LEVEL).orElseThrow();
        if (mood < 4 && energy < 4) {
            return new State("depression", 0.60);
        }
        if (mood > 6 && energy > 7) {
            return new State("mania", 0.55);
        }
        return mood < 5 && energy > 7 ? new State("mixed", 0.50) : new State(State.EUTHYMIA, 0.65);
    }

    private MoodRules term(double weight, CheckInField field, DoubleUnaryOperator share) {
        told(features, field)
                .ifPresent(value ->
                        terms.add(new Term(field.label(), value, weight, weight * share.applyAsDouble(value))));
        return this;
    }

    private Risk sum() {
        double weights = terms.stream().mapToDouble(Term::weight).sum();
        double risk = terms.stream().mapToDouble(Term::part).sum() / weights;
        return new Risk(
                Math.min(1, Math.max(0, risk)),
                terms.stream()
                        .sorted(Comparator.comparingDouble(Term::part).reversed())
                        .map(term -> new TopFeature(term.field(), term.value(), term.part() / weights))
                        .toList());
    }

    // What the newest check-in does not tell, those before it may.
    private static OptionalDouble told(Map<String, Double> features, CheckInField field) {
        double newest = features.getOrDefault(field.label(), Double.NaN);
        double value = Double.isNaN(newest) ? features.getOrDefault(field.label() + "_mean", Double.NaN) : newest;
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    record Risk(double probability, List<TopFeature> parts) {}

    record State(String label, double probability) {
        static final String EUTHYMIA = "euthymia";
    }

    private record Term(String field, double value, double weight, double part) {}
}
