package dev.baton.api.enqueue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are kept.
 *
 * @param jobTtl how long a job may be asked for, and how long its idempotency key is remembered
 * @param queueWindow how many photos of all tenants may be on the queue at a time; the others wait, and tenants take turns
 */
@ConfigurationProperties("baton.api")
record JobSettings(
        @DefaultValue("24h") Duration jobTtl,
        @DefaultValue("64") int queueWindow) {
    JobSettings {
        if (jobTtl.toSeconds() < 1) {
            throw new IllegalArgumentException("baton.api.job-ttl must be at least 1s, was " + jobTtl);
        }
        if (queueWindow < 1) {
            throw new IllegalArgumentException("baton.api.queue-window must be at least 1, was " + queueWindow);
        }
    }
}
