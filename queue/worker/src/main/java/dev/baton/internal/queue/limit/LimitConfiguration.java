package dev.baton.internal.queue.limit;

import dev.baton.internal.ledger.Gates;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.queue.schedule.Schedule;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Limits tasks, wherever rates and turns are kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
public class LimitConfiguration {
    @Bean("batonRates")
    Rates rates(ScheduledTasks scheduled, Turns turns, ChangedRates table, PlatformTransactionManager transactions) {
        return new Rates(scheduled, turns, table, new TransactionTemplate(transactions));
    }

    @Bean("batonPlaces")
    Places places(Gates gates, Schedule schedule, LimitSettings settings, Clock clock) {
        return new Places(gates, schedule, settings, clock);
    }

    @Bean("batonTurnstile")
    Turnstile turnstile(Rates rates, ScheduledTasks scheduled, Schedule schedule, Places places) {
        return new Turnstile(rates, scheduled, schedule, places);
    }
}
