package dev.baton.queue.housekeeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of tasks that are due and that the broker will not take.
 *
 * @param limit how long one is tried again before it fails
 */
@ConfigurationProperties("baton.stuck")
record StuckSettings(@DefaultValue("1h") Duration limit) {
    StuckSettings {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("baton.stuck.limit must be positive");
        }
    }
}
