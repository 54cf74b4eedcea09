package dev.baton.api.enqueue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How jobs are kept and queued.
 *
 * @param jobTtl how long a job can be polled and its idempotency key is remembered
 * @param queueWindow the most photos of all tenants on the queue at a time; the others wait in the database, and tenants take turns
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
