package dev.baton.worker.mood;

import dev.baton.task.TimeLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a worker predicts moods.
 *
 * @param inferenceTimeout the longest that the inference of one task may take
 */
@ConfigurationProperties("baton.mood")
public record MoodSettings(@DefaultValue("30s") Duration inferenceTimeout) {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public MoodSettings {
        if (inferenceTimeout.isNegative() || inferenceTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "baton.mood.inference-timeout must be positive, was " + inferenceTimeout);
        }
    }

    /** What does not end when it is told to, the queue ends: first the run, then the process. */
    TimeLimits limits() {
        return new TimeLimits(inferenceTimeout.plus(GRACE), inferenceTimeout.plus(PATIENCE));
    }
}
