package dev.baton.internal.queue.recovery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When tasks whose messages were lost are sent again.
 *
 * @param enabled look for lost messages
 * @param every the interval between looks
 * @param after how long a task must have been on no queue; longer where its hard time limit is
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
