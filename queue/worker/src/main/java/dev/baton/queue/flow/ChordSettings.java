package dev.baton.queue.flow;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When chords are given up.
 *
 * @param sizeTimeout how long nobody may know how many header tasks a chord has, from the last that was received on
 */
@ConfigurationProperties("baton.chords")
record ChordSettings(@DefaultValue("1h") Duration sizeTimeout) {
    ChordSettings {
        if (sizeTimeout.isNegative() || sizeTimeout.isZero()) {
            throw new IllegalArgumentException("baton.chords.size-timeout must be positive");
        }
    }
}
