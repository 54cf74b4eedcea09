package dev.baton.internal.answer;

import dev.baton.internal.result.RedisGuard;
import dev.baton.internal.result.ResultConfiguration;
import dev.baton.internal.result.ResultKeys;
import dev.baton.internal.result.ResultSettings;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps shared answers where results are kept. */
@Configuration(proxyBeanMethods = false)
public class SharedAnswersConfiguration {
    @Bean("batonSharedAnswers")
    SharedAnswers sharedAnswers(
            @Qualifier(ResultConfiguration.REDIS) RedissonClient redis, RedisGuard guard, ResultSettings settings) {
        return new RedisSharedAnswers(redis, guard, new ResultKeys(settings.keyPrefix()));
    }
}
