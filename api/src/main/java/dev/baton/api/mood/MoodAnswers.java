package dev.baton.api.mood;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.baton.mood.MoodPredictions;
import dev.baton.mood.Prediction;
import dev.baton.mood.ensemble.EnsemblePrediction;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The shapes of answers, which are written as the worker gave them. */
final class MoodAnswers {
    private MoodAnswers() {}

    /**
     * Predictions from check-ins.
     *
     * @param userId absent where the check-ins came with the request
     */
    record OfUser(
            @Nullable UUID userId,
            @Nullable Instant generatedAt,
            @JsonUnwrapped MoodPredictions predictions) {}

    /** The prediction of the state by itself. */
    record OfTheDay(
            UUID userId,
            @Nullable Instant generatedAt,
            int windowDays,
            @Nullable LocalDate newestCheckin,
            String version,
            boolean complete,
            @JsonUnwrapped Prediction prediction) {}

    /** What the ensemble found. */
    record OfEnsemble(
            @Nullable Instant generatedAt, @JsonUnwrapped EnsemblePrediction prediction) {}

    /** A prediction that takes longer than its client waits. */
    record Pending(String taskId, String status, String pollUrl) {}
}
