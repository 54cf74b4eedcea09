package dev.baton.worker.mood;

import dev.baton.models.mood.TreeModel;
import dev.baton.mood.Prediction;
import dev.baton.mood.Prediction.TopFeature;
import dev.baton.mood.PredictionType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Predictions, from what a model or a rule found. */
final class Answers {
    private static final int TOP = 3;
    private static final double OF_RULES = 0.5;
    private static final double ALMOST = 1e-6;

    private Answers() {}

    static Prediction ofModel(
            PredictionType type, TreeModel model, Map<String, Double> features, double[] probabilities) {
        int best = type == PredictionType.MOOD_STATE ? greatest(probabilities) : 0;
        double probability = settled(probabilities[best]);
        List<TopFeature> top = model.top(features, best, TOP).stream()
                .map(one -> new TopFeature(one.feature(), one.value(), one.impact()))
                .toList();
        String moved = top.stream().map(TopFeature::feature).collect(Collectors.joining(", "));
        String why = "The model of " + type.wireName() + " was moved most by "
                + (moved.isEmpty() ? "nothing that was told" : moved) + ".";
        if (type != PredictionType.MOOD_STATE) {
            double confidence = 2 * Math.abs(probability - 0.5);
            return risk(type, probability, confidence, top, model.version(), why);
        }
        Map<String, Double> states = new LinkedHashMap<>();
        for (int label = 0; label < probabilities.length; label++) {
            states.put(model.labels().get(label), settled(probabilities[label]));
        }
        return state(model.labels().get(best), states, ofAll(probabilities), top, model.version(), why);
    }

    static Prediction ofRule(PredictionType type, Map<String, Double> features, String because) {
        String why = "A rule of thumb, not a model: " + because + ".";
        if (type == PredictionType.MOOD_STATE) {
            MoodRules.State state = MoodRules.state(features);
            return state(state.label(), Map.of(state.label(), state.probability()), OF_RULES, List.of(), null, why);
        }
        MoodRules.Risk risk = MoodRules.risk(type, features);
        List<TopFeature> top = risk.parts().stream().limit(TOP).toList();
        return risk(type, settled(risk.probability()), OF_RULES, top, null, why);
    }

    private static Prediction risk(
            PredictionType type,
            double probability,
            double confidence,
            List<TopFeature> top,
            @Nullable String version,
            String why) {
        return new Prediction(
                        type.wireName(),
                        type.label(probability),
                        probability,
                        type.level(probability),
                        confidence,
                        null,
                        top,
                        version,
                        methodOf(version),
                        why,
                        false,
                        null,
                        null)
                .withCare();
    }

    private static Prediction state(
            String label,
            Map<String, Double> states,
            double confidence,
            List<TopFeature> top,
            @Nullable String version,
            String why) {
        PredictionType type = PredictionType.MOOD_STATE;
        double probability = states.getOrDefault(label, 0.0);
        double euthymia = states.getOrDefault(MoodRules.State.EUTHYMIA, 1 - probability);
        return new Prediction(
                type.wireName(),
                label,
                probability,
                type.level(1 - euthymia),
                confidence,
                states,
                top,
                version,
                methodOf(version),
                why,
                false,
                null,
                null);
    }

    private static String methodOf(@Nullable String version) {
        return version == null ? "heuristic" : "model";
    }

    private static int greatest(double[] probabilities) {
        int best = 0;
        for (int at = 1; at < probabilities.length; at++) {
            best = probabilities[at] > probabilities[best] ? at : best;
        }
        return best;
    }

    /** How far the likeliest state is from what guessing among all would give: 0 to 1. */
    private static double ofAll(double[] probabilities) {
        double guess = 1.0 / probabilities.length;
        return Math.max(0, (probabilities[greatest(probabilities)] - guess) / (1 - guess));
    }

    private static double settled(double probability) {
        return probability < ALMOST ? 0 : probability > 1 - ALMOST ? 1 : probability;
    }
}
