package dev.baton.internal.result;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects to Redis, which may be down when the application starts and at any time after. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResultSettings.class)
public class ResultConfiguration {
    /** Names the connection to Redis. */
    public static final String REDIS = "batonRedis";

    private static final int SUBSCRIPTIONS_PER_CONNECTION = 1000;

    /** Nobody gets this connection who does not ask for it by its name: the application may have one of its own. */
    @Bean(name = REDIS, defaultCandidate = false, destroyMethod = "shutdown")
    RedissonClient redisson(ResultSettings settings) {
        Config config = new Config();
        config.setLazyInitialization(true);
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setUseScriptCache(true);
        config.setNettyThreads(Math.max(2, Runtime.getRuntime().availableProcessors()));
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        config.useSingleServer()
                .setAddress(settings.address())
                .setDatabase(settings.database())
                .setTimeout(timeout)
                .setConnectTimeout(timeout)
                .setRetryAttempts(1)
                .setConnectionMinimumIdleSize(1)
                .setConnectionPoolSize(32)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionsPerConnection(SUBSCRIPTIONS_PER_CONNECTION);
        return Redisson.create(config);
    }

    @Bean("batonRedisGuard")
    RedisGuard redisGuard(@Qualifier(REDIS) RedissonClient redisson) {
        return new RedisGuard(redisson);
    }

    @Bean("batonResultStore")
    ResultStore resultStore(@Qualifier(REDIS) RedissonClient redisson, ResultSettings settings, RedisGuard guard) {
        return new RedisResultStore(redisson, settings, guard);
    }

    @Bean("batonChordCounts")
    ChordCounts chordCounts(@Qualifier(REDIS) RedissonClient redisson, ResultSettings settings, RedisGuard guard) {
        return new RedisChordCounts(redisson, new ResultKeys(settings.keyPrefix()), settings.resultTtl(), guard);
    }
}
