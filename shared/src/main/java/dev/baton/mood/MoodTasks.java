package dev.baton.mood;

import dev.baton.mood.ensemble.EnsembleMood;
import dev.baton.mood.ensemble.EnsemblePrediction;
import dev.baton.task.TaskType;

/** The tasks on moods, and the queue they share. They only compute. */
public final class MoodTasks {
    public static final String QUEUE = "mood";

    public static final TaskType<PredictMood, MoodPredictions> PREDICT =
            new TaskType<>("mood.predict", PredictMood.class, MoodPredictions.class, QUEUE);

    public static final TaskType<EnsembleMood, EnsemblePrediction> ENSEMBLE =
            new TaskType<>("mood.ensemble", EnsembleMood.class, EnsemblePrediction.class, QUEUE);

    private MoodTasks() {}
}
