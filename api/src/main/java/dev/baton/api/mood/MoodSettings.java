package dev.baton.api.mood;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the API answers requests for predictions.
 *
 * @param backgroundInference answer 202 with a task id at once instead of waiting for the prediction
 */
@ConfigurationProperties("baton.mood")
record MoodSettings(@DefaultValue("false") boolean backgroundInference) {}
