package dev.baton.internal.queue.limit;

import dev.baton.internal.ledger.LedgerSchema;
import dev.baton.internal.result.RedisGuard;
import dev.baton.internal.result.ResultConfiguration;
import dev.baton.internal.result.ResultSettings;
import java.time.Clock;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Limits tasks of all workers together, by Redis and the application's database. */
@Configuration(proxyBeanMethods = false)
@Import(LimitConfiguration.class)
public class RedisLimitConfiguration {
    @Bean("batonTurns")
    Turns turns(
            @Qualifier(ResultConfiguration.REDIS) RedissonClient redis,
            ResultSettings settings,
            Clock clock,
            RedisGuard guard) {
        return new RedisTurns(redis, settings, clock, guard);
    }

    @Bean("batonChangedRates")
    ChangedRates changedRates(JdbcClient jdbc, LedgerSchema schema) {
        return new JdbcChangedRates(jdbc);
    }
}
