package dev.baton.manual;

import dev.baton.client.TasksConfiguration;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.broker.BrokerSettings;
import dev.baton.internal.broker.PublisherConfiguration;
import dev.baton.internal.broker.RpcReplies;
import dev.baton.internal.control.RevokeTasksConfiguration;
import dev.baton.internal.deadletter.ResendConfiguration;
import dev.baton.internal.event.EventOutlet;
import dev.baton.internal.event.EventStreamConfiguration;
import dev.baton.internal.flow.FlowConfiguration;
import dev.baton.internal.ledger.RevocationConfiguration;
import dev.baton.internal.memory.InMemoryConfiguration;
import dev.baton.internal.queue.builtin.BuiltinConfiguration;
import dev.baton.internal.queue.consume.DeliveryConfiguration;
import dev.baton.internal.queue.events.WorkerEventConfiguration;
import dev.baton.internal.queue.execute.ExecutionConfiguration;
import dev.baton.internal.queue.execute.RevokedTasks;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.internal.queue.flow.FollowUpConfiguration;
import dev.baton.internal.queue.housekeeping.UnfinishedResendConfiguration;
import dev.baton.internal.queue.lifecycle.Alarms;
import dev.baton.internal.queue.lifecycle.Halt;
import dev.baton.internal.queue.lifecycle.Shutdown;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import dev.baton.internal.queue.limit.LimitConfiguration;
import dev.baton.internal.queue.retry.FailurePolicy;
import dev.baton.internal.queue.schedule.ScheduleConfiguration;
import dev.baton.internal.queue.settle.SettlementConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** Puts the worker's own classes together, less those that listen, beat or look by themselves, with what they need in memory. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BrokerSettings.class, WorkerSettings.class})
@Import({
    BuiltinConfiguration.class,
    DeliveryConfiguration.class,
    EventStreamConfiguration.class,
    ExecutionConfiguration.class,
    FlowConfiguration.class,
    FollowUpConfiguration.class,
    InMemoryConfiguration.class,
    LimitConfiguration.class,
    PublisherConfiguration.class,
    ResendConfiguration.class,
    RevocationConfiguration.class,
    RevokeTasksConfiguration.class,
    ScheduleConfiguration.class,
    SettlementConfiguration.class,
    TasksConfiguration.class,
    UnfinishedResendConfiguration.class,
    WorkerEventConfiguration.class
})
class ManualWorkerConfiguration {
    /** Starts nothing: the test steps. */
    @Bean
    DefaultLifecycleProcessor lifecycleProcessor() {
        return new DefaultLifecycleProcessor() {
            @Override
            public void onRefresh() {
                // No thread of the worker's runs beside the test's.
            }
        };
    }

    @Bean
    Shutdown shutdown() {
        return new Shutdown();
    }

    @Bean
    Alarms alarms(ManualClock clock) {
        return clock::alarm;
    }

    @Bean
    Halt halt() {
        return status -> {
            throw new HaltedError();
        };
    }

    /** Waits as long as a retry policy allows, so that a test knows how long that is. */
    @Bean
    FailurePolicy failurePolicy() {
        return new FailurePolicy(new LongestDelay());
    }

    @Bean
    RpcReplies replies() {
        return (request, ended) -> CompletableFuture.completedFuture(null);
    }

    @Bean
    EventOutlet events() {
        return (routingKey, body) -> {};
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    OwnSignals signals(RevokedTasks heard, RunningTasks running) {
        return new OwnSignals(heard, running);
    }

    @Bean
    @Qualifier("batonHousekeeping")
    List<TaskHandler<?, ?>> housekeeping() {
        return List.of();
    }
}
