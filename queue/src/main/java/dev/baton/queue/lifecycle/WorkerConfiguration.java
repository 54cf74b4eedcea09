package dev.baton.queue.lifecycle;

import dev.baton.queue.retry.FailurePolicy;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What every part of a worker needs. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WorkerConfiguration {
    @Bean
    FailurePolicy failurePolicy() {
        return new FailurePolicy(() -> ThreadLocalRandom.current().nextLong());
    }
}
