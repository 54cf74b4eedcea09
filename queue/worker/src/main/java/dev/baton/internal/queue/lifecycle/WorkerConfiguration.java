package dev.baton.internal.queue.lifecycle;

import dev.baton.internal.queue.retry.FailurePolicy;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What every part of a worker needs. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({RecyclingSettings.class, WorkerSettings.class})
public class WorkerConfiguration {
    /** Spring Boot makes none, since it looks for scheduled methods before it finds those of a library. */
    @Bean
    @ConditionalOnMissingBean(TaskScheduler.class)
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
        return builder.build();
    }

    @Bean("batonFailurePolicy")
    FailurePolicy failurePolicy() {
        return new FailurePolicy(() -> ThreadLocalRandom.current().nextLong());
    }

    @Bean("batonShutdown")
    Shutdown shutdown() {
        return new Shutdown();
    }

    @Bean("batonRecycling")
    Recycling recycling(RecyclingSettings settings) {
        return new Recycling(settings);
    }

    @Bean("batonAlarms")
    Alarms alarms() {
        return new TimedAlarms();
    }

    @Bean("batonHalt")
    Halt halt() {
        return Runtime.getRuntime()::halt;
    }
}
