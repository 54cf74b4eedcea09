package dev.baton.internal.queue.housekeeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What happens to due tasks that the broker does not accept.
 *
 * @param limit how long such a task is retried before it fails
 */
@ConfigurationProperties("baton.stuck")
record StuckSettings(@DefaultValue("1h") Duration limit) {
    StuckSettings {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("baton.stuck.limit must be positive");
        }
    }
}
