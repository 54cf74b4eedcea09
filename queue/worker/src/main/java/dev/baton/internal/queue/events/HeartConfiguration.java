package dev.baton.internal.queue.events;

import dev.baton.internal.event.EventSettings;
import dev.baton.internal.event.EventStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.TaskScheduler;

/** Has the worker's heart beat as well. */
@Configuration(proxyBeanMethods = false)
@Import(WorkerEventConfiguration.class)
public class HeartConfiguration {
    @Bean("batonHeart")
    Heart heart(EventStream stream, WorkerEvents tasks, EventSettings settings, TaskScheduler timer) {
        return new Heart(stream, tasks, settings, timer);
    }
}
