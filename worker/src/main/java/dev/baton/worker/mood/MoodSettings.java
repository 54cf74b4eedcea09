package dev.baton.worker.mood;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How moods are predicted.
 *
 * @param inferenceTimeout after which the inference of a task is ended
 */
@ConfigurationProperties("baton.mood")
public record MoodSettings(@DefaultValue("30s") Duration inferenceTimeout) {
    public MoodSettings {
        if (inferenceTimeout.isNegative() || inferenceTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "baton.mood.inference-timeout must be positive, was " + inferenceTimeout);
        }
    }
}
