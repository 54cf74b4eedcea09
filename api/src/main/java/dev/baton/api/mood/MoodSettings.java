package dev.baton.api.mood;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How predictions are answered.
 *
 * @param backgroundInference always with 202, without waiting
 */
@ConfigurationProperties("baton.mood")
record MoodSettings(@DefaultValue("false") boolean backgroundInference) {}
