package dev.baton.worker.job;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When jobs are removed.
 *
 * @param staleAfter how long a job may be begun without being accepted: its API must have died
 * @param keptAfterExpiry how long an expired job is remembered, to be told from one that never was
 * @param reapEvery how often stale ones are looked for
 * @param cleanCron when expired ones are
 * @param zone whose time that is
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
