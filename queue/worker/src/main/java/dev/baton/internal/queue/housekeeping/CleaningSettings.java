package dev.baton.internal.queue.housekeeping;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the queue remembers tasks that have ended.
 *
 * @param after the age at which ended tasks are forgotten; a message delivered again later runs again
 * @param cron when old rows are deleted, as a cron expression of five fields
 * @param zone the time zone of the cron expression
 * @param batch rows deleted in one transaction
 */
@ConfigurationProperties("baton.cleaning")
public record CleaningSettings(
        @DefaultValue("30d") Duration after,
        @DefaultValue("17 3 * * *") String cron,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue("1000") int batch) {
    private static final Duration LEAST = Duration.ofDays(2);

    public CleaningSettings {
        // A day for results, and what a message may be late.
        if (after.compareTo(LEAST) < 0 || batch < 1) {
            throw new IllegalArgumentException("baton.cleaning needs after >= 2d and batch >= 1");
        }
    }
}
