package dev.baton.internal.queue.flow;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When chords are given up.
 *
 * @param sizeTimeout how long the size of a chord may stay unknown after its last header task arrived
 */
@ConfigurationProperties("baton.chords")
record ChordSettings(@DefaultValue("1h") Duration sizeTimeout) {
    ChordSettings {
        if (sizeTimeout.isNegative() || sizeTimeout.isZero()) {
            throw new IllegalArgumentException("baton.chords.size-timeout must be positive");
        }
    }
}
