package dev.baton.internal.queue.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How limits across all workers are kept.
 *
 * @param lease after this silence the place of a worker is given to another; several times {@code baton.limits.interval}
 */
@ConfigurationProperties("baton.limits")
record LimitSettings(@DefaultValue("30s") Duration lease) {
    LimitSettings {
        if (lease.toMillis() < 1) {
            throw new IllegalArgumentException("baton.limits.lease must be at least 1ms, was " + lease);
        }
    }
}
