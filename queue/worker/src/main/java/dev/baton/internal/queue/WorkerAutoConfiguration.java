package dev.baton.internal.queue;

import dev.baton.client.ClientAutoConfiguration;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.queue.builtin.BuiltinConfiguration;
import dev.baton.internal.queue.consume.ConsumerConfiguration;
import dev.baton.internal.queue.control.CommandConfiguration;
import dev.baton.internal.queue.events.HeartConfiguration;
import dev.baton.internal.queue.execute.ExecutionConfiguration;
import dev.baton.internal.queue.flow.FollowUpConfiguration;
import dev.baton.internal.queue.housekeeping.HousekeepingConfiguration;
import dev.baton.internal.queue.lifecycle.WorkerConfiguration;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import dev.baton.internal.queue.limit.RedisLimitConfiguration;
import dev.baton.internal.queue.periodic.PeriodicTaskConfiguration;
import dev.baton.internal.queue.recovery.RecoveryConfiguration;
import dev.baton.internal.queue.schedule.ScheduleConfiguration;
import dev.baton.internal.queue.settle.SettlementConfiguration;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Makes any Spring Boot application a worker: it takes the tasks for which the application has handlers. */
@AutoConfiguration(after = ClientAutoConfiguration.class)
@Import({
    BuiltinConfiguration.class,
    ConsumerConfiguration.class,
    CommandConfiguration.class,
    HeartConfiguration.class,
    ExecutionConfiguration.class,
    FollowUpConfiguration.class,
    HousekeepingConfiguration.class,
    WorkerConfiguration.class,
    PeriodicTaskConfiguration.class,
    RedisLimitConfiguration.class,
    RecoveryConfiguration.class,
    ScheduleConfiguration.class,
    SettlementConfiguration.class
})
public class WorkerAutoConfiguration {
    /** The queues of the handlers' types, unless the application names others, in its settings or by a bean. */
    @Bean("batonTaskQueues")
    @ConditionalOnMissingBean
    TaskQueues taskQueues(List<TaskHandler<?, ?>> handlers, WorkerSettings settings) {
        return settings.queues().isEmpty()
                ? TaskQueues.named(
                        handlers.stream().map(handler -> handler.type().queue()).toList())
                : TaskQueues.named(settings.queues());
    }
}
