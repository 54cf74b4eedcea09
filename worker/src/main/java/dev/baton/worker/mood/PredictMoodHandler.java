package dev.baton.worker.mood;

import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import dev.baton.queue.TaskContext;
import dev.baton.queue.TaskHandler;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** {@code mood.predict}: predicts from one person's check-ins. */
@Component
final class PredictMoodHandler implements TaskHandler<PredictMood, MoodPredictions> {
    // What does not end when it is told to, the queue ends: first the run, then the process.
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        Duration limit = settings.inferenceTimeout();
        return new TimeLimits(limit.plus(GRACE), limit.plus(PATIENCE));
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
