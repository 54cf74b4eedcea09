package dev.baton.mood.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the task {@code mood.ensemble} gives.
 *
 * @param members those that answered, with the weights that they have by themselves
 * @param missing those that did not, and why
 * @param risks the members' mean by weight; null where none answered, for then nothing is known
 * @param riskLevel low, moderate, high or critical
 * @param confidence 0 to 1: how far the greatest risk is from a coin's toss, scaled by the weight of those that answered
 * @param notes how records of sleep were read that may be read otherwise, and which were left out
 */
public record EnsemblePrediction(
        List<Member> members,
        List<MissingMember> missing,
        @Nullable EpisodeRisks risks,
        @Nullable String riskLevel,
        double confidence,
        String clinicalSummary,
        List<String> recommendations,
        List<String> notes,
        String disclaimer) {
    private static final String DISCLAIMER =
            "Synthetic models, not a medical device: no diagnosis and no decision may rest on this.";
    private static final double MODERATE = 0.3;
    private static final double HIGH = 0.6;
    private static final double CRITICAL = 0.8;

    public EnsemblePrediction {
        members = List.copyOf(members);
        missing = List.copyOf(missing);
        recommendations = List.copyOf(recommendations);
        notes = List.copyOf(notes);
    }

    /** A model that answered. */
    public record Member(String name, double weight, EpisodeRisks risks, String modelVersion) {}

    /** A model that did not answer. */
    public record MissingMember(String name, String reason) {}

    /** Weighs {@code members}; where one is missing, the others have its weight. */
    public static EnsemblePrediction of(List<Member> members, List<MissingMember> missing, List<String> notes) {
        double weight = members.stream().mapToDouble(Member::weight).sum();
        if (members.isEmpty()) {
            return new EnsemblePrediction(
                    members,
                    missing,
                    null,
                    null,
                    0,
                    "No model could answer: nothing is known.",
                    List.of(),
                    notes,
                    DISCLAIMER);
        }
        EpisodeRisks risks = members.stream()
                .map(member -> member.risks().scaled(member.weight() / weight))
                .reduce(EpisodeRisks::plus)
                .orElseThrow();
        double confidence = 2 * Math.abs(risks.greatest() - 0.5) * weight;
        return new EnsemblePrediction(
                members,
                missing,
                risks,
                level(risks),
                confidence,
                summary(risks),
                recommendations(risks),
                notes,
                DISCLAIMER);
    }

    private static String level(EpisodeRisks risks) {
        double greatest = risks.greatest();
        return (risks.isMixed() || greatest >= CRITICAL)
                ? "critical"
                : greatest >= HIGH ? "high" : greatest >= MODERATE ? "moderate" : "low";
    }

    private static String summary(EpisodeRisks risks) {
        String numbers = String.format(
                Locale.ROOT,
                "depression %.0f %%, hypomania %.0f %%, mania %.0f %%",
                100 * risks.depression(),
                100 * risks.hypomania(),
                100 * risks.mania());
        String finding = risks.isMixed() ? "signs of depression and activation together" : level(risks) + " risk";
        return "For the day after the last one given: " + finding + " (" + numbers + ").";
    }

    private static List<String> recommendations(EpisodeRisks risks) {
        List<String> found = new ArrayList<>();
        if (risks.isMixed() || risks.greatest() >= HIGH) {
            found.add("Have a clinician look at this person soon.");
        }
        if (risks.depression() >= MODERATE) {
            found.add("Ask about mood, appetite and thoughts of self-harm.");
        }
        if (Math.max(risks.hypomania(), risks.mania()) >= MODERATE) {
            found.add("Ask about sleep need, spending and racing thoughts; protect the night's sleep.");
        }
        return found.isEmpty() ? List.of("Go on with check-ins and regular sleep.") : found;
    }
}
