package dev.baton.worker.job;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When jobs are removed.
 *
 * @param staleAfter the age at which a job that was never accepted is removed: its API has died
 * @param keptAfterExpiry how long an expired job answers 410 instead of 404
 * @param reapEvery how often stale jobs are looked for
 * @param cleanCron when expired jobs are removed, as a cron expression of five fields
 * @param zone the time zone of the cron expression
 */
@ConfigurationProperties("baton.jobs")
record JobUpkeepSettings(
        @DefaultValue("300s") Duration staleAfter,
        @DefaultValue("30d") Duration keptAfterExpiry,
        @DefaultValue("60s") Duration reapEvery,
        @DefaultValue("47 3 * * *") String cleanCron,
        @DefaultValue("UTC") ZoneId zone) {

    JobUpkeepSettings {
        if (staleAfter.toSeconds() < 1 || keptAfterExpiry.isNegative()) {
            throw new IllegalArgumentException("baton.jobs needs stale-after >= 1s and kept-after-expiry >= 0");
        }
    }
}
