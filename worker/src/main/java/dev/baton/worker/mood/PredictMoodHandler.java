package dev.baton.worker.mood;

import dev.baton.handler.TaskContext;
import dev.baton.mood.MoodPredictions;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import org.springframework.stereotype.Component;

/** {@code mood.predict}: predicts from one person's check-ins. */
@Component
final class PredictMoodHandler extends MoodHandler<PredictMood, MoodPredictions> {
    private final MoodPredictor predictor;

    PredictMoodHandler(MoodPredictor predictor, MoodSettings settings) {
        super(MoodTasks.PREDICT, settings);
        this.predictor = predictor;
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
