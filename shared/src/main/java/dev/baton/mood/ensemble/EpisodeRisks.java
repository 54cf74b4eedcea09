package dev.baton.mood.ensemble;

/** The probabilities of three kinds of episode, which do not exclude one another. */
public record EpisodeRisks(double depression, double hypomania, double mania) {
    private static final double MIXED_DEPRESSION = 0.5;
    private static final double MIXED_ACTIVATION = 0.3;

    double greatest() {
        return Math.max(depression, Math.max(hypomania, mania));
    }

    /** Depression together with activation. */
    boolean isMixed() {
        return depression > MIXED_DEPRESSION && Math.max(hypomania, mania) > MIXED_ACTIVATION;
    }

    EpisodeRisks scaled(double weight) {
        return new EpisodeRisks(depression * weight, hypomania * weight, mania * weight);
    }

    EpisodeRisks plus(EpisodeRisks other) {
        return new EpisodeRisks(depression + other.depression, hypomania + other.hypomania, mania + other.mania);
    }
}
