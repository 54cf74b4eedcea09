package dev.baton.internal.queue.schedule;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.ledger.ScheduledTasks;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has tasks sent when they are due. */
@Configuration(proxyBeanMethods = false)
public class ScheduleConfiguration {
    @Bean("batonSchedule")
    Schedule schedule(ScheduledTasks tasks, TaskPublisher publisher, Clock clock, MeterRegistry meters) {
        return new Schedule(tasks, publisher, clock, meters);
    }
}
