package dev.baton.queue.recovery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When tasks are sent again whose messages are gone.
 *
 * @param enabled whether they are
 * @param every how often they are looked for
 * @param after how long one must have been missing; longer where its hard time limit is
 */
@ConfigurationProperties("baton.recovery")
record RecoverySettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1m") Duration every,
        @DefaultValue("5m") Duration after) {

    RecoverySettings {
        if (every.toSeconds() < 1 || after.isNegative()) {
            throw new IllegalArgumentException("baton.recovery needs every >= 1s and after >= 0");
        }
    }
}
