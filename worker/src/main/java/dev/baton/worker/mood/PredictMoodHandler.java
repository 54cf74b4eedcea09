package dev.baton.worker.mood;

import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import dev.baton.queue.TaskContext;
import dev.baton.queue.TaskHandler;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import org.springframework.stereotype.Component;

/** {@code mood.predict}: predicts from one person's check-ins. */
@Component
final class PredictMoodHandler implements TaskHandler<PredictMood, MoodPredictions> {
    private final MoodPredictor predictor;
    private final MoodSettings settings;

    PredictMoodHandler(MoodPredictor predictor, MoodSettings settings) {
        this.predictor = predictor;
        this.settings = settings;
    }

    @Override
    public TaskType<PredictMood, MoodPredictions> type() {
        return MoodTasks.PREDICT;
    }

    @Override
    public boolean hasEffects() {
        return false;
    }

    @Override
    public TimeLimits limits() {
        return settings.limits();
    }

    @Override
    public Effects<MoodPredictions> prepare(TaskContext context, PredictMood input) {
        try (Deadline deadline = Deadline.in(settings.inferenceTimeout())) {
            context.onCancel(deadline.cancellation()::cancel);
            MoodPredictions predictions = predictor.predict(input, deadline);
            return () -> predictions;
        }
    }
}
