package dev.baton.mood;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the task {@code mood.predict} gives.
 *
 * @param newestCheckin the day that the predictions start from; null where there is no check-in
 * @param version of all models together
 * @param complete whether all was predicted that could be: false where the time was over
 * @param predictions one for each type that was asked for
 * @param perCheckin the same for single check-ins, where asked for, the newest first
 */
public record MoodPredictions(
        int windowDays,
        @Nullable LocalDate newestCheckin,
        String version,
        boolean complete,
        List<Prediction> predictions,
        @Nullable List<OfCheckIn> perCheckin) {
    public MoodPredictions {
        predictions = List.copyOf(predictions);
    }

    /** What is predicted from one check-in and those before it. */
    public record OfCheckIn(@Nullable UUID checkinId, LocalDate checkinDate, List<Prediction> predictions) {}
}
