package dev.baton.mood;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One prediction.
 *
 * @param label what is predicted; {@code insufficient_data} or {@code timeout} where nothing is, and then there is no number
 * @param probability of the state, or of what is feared whatever the label, 0 to 1
 * @param riskLevel low, medium, high or critical
 * @param confidence 0 to 1
 * @param probabilities of each state, for {@code mood_state}
 * @param topFeatures what moved the prediction most
 * @param modelVersion of the model that was asked
 * @param method {@code model}, {@code heuristic} or {@code none}
 * @param sensitive whether it is to be shown with care, with the disclaimer and the places that help
 */
public record Prediction(
        String type,
        String label,
        @Nullable Double probability,
        @Nullable String riskLevel,
        @Nullable Double confidence,
        @Nullable Map<String, Double> probabilities,
        List<TopFeature> topFeatures,
        @Nullable String modelVersion,
        String method,
        String explanation,
        boolean sensitive,
        @Nullable String disclaimer,
        @Nullable List<Resource> resources) {
    public static final String INSUFFICIENT = "insufficient_data";
    public static final String TIMEOUT = "timeout";

    private static final String DISCLAIMER =
            "This is no diagnosis, and no low number means that somebody is safe. The models are"
                    + " synthetic. Whoever thinks of suicide, or fears for somebody who does, should talk to somebody now.";
    private static final List<Resource> RESOURCES = List.of(
            new Resource("CVV, Centro de Valorização da Vida (Brazil, day and night)", "188"),
            new Resource("SAMU, emergency (Brazil)", "192"),
            new Resource("CAPS, Centro de Atenção Psicossocial (Brazil)", "the nearest one"),
            new Resource("Help lines in other countries", "https://findahelpline.com"));

    public Prediction {
        topFeatures = List.copyOf(topFeatures);
    }

    /** A feature, its value, and by how much it moved the log-odds. */
    public record TopFeature(String feature, double value, double impact) {}

    /** A place that helps. */
    public record Resource(String name, String contact) {}

    /** Says that nothing can be said of {@code type}, and why. */
    public static Prediction none(PredictionType type, String label, String explanation) {
        return new Prediction(
                        type.wireName(),
                        label,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        "none",
                        explanation,
                        false,
                        null,
                        null)
                .withCare();
    }

    /** Returns the same prediction, with what must come with it where it touches on suicide. */
    public Prediction withCare() {
        return type.equals(PredictionType.SUICIDALITY_RISK.wireName())
                ? new Prediction(
                        type,
                        label,
                        probability,
                        riskLevel,
                        confidence,
                        probabilities,
                        topFeatures,
                        modelVersion,
                        method,
                        explanation,
                        true,
                        DISCLAIMER,
                        RESOURCES)
                : this;
    }
}
