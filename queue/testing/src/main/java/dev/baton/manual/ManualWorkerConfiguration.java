package dev.baton.manual;

import dev.baton.handler.TaskHandler;
import dev.baton.internal.broker.PublisherConfiguration;
import dev.baton.internal.broker.RpcReplies;
import dev.baton.internal.chord.Chords;
import dev.baton.internal.event.EventOutlet;
import dev.baton.internal.event.EventStreamConfiguration;
import dev.baton.internal.flow.FlowConfiguration;
import dev.baton.internal.ledger.RevocationConfiguration;
import dev.baton.internal.queue.builtin.BuiltinConfiguration;
import dev.baton.internal.queue.events.WorkerEventConfiguration;
import dev.baton.internal.queue.execute.ExecutionConfiguration;
import dev.baton.internal.queue.lifecycle.Alarms;
import dev.baton.internal.queue.lifecycle.Halt;
import dev.baton.internal.queue.lifecycle.Shutdown;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import dev.baton.internal.queue.retry.FailurePolicy;
import dev.baton.internal.queue.schedule.ScheduleConfiguration;
import dev.baton.internal.queue.settle.SettlementConfiguration;
import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ResultSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the worker's own classes together, less those that listen, beat or look by themselves, with what they need in memory. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
        basePackages = {"dev.baton.internal.queue.flow", "dev.baton.internal.queue.limit"},
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class,
        // Adapters are named for their technology.
        excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(Jdbc|Redis)[A-Z]\\w*"))
@ConfigurationPropertiesScan({"dev.baton.internal.queue.flow", "dev.baton.internal.queue.limit"})
@EnableConfigurationProperties({ResultSettings.class, WorkerSettings.class})
@Import({
    BuiltinConfiguration.class,
    EventStreamConfiguration.class,
    ExecutionConfiguration.class,
    FlowConfiguration.class,
    PublisherConfiguration.class,
    RevocationConfiguration.class,
    ScheduleConfiguration.class,
    SettlementConfiguration.class,
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
    InMemoryLedger ledger() {
        return new InMemoryLedger();
    }

    @Bean
    InMemoryFinishedTasks finishedTasks(
            InMemoryLedger ledger, PlatformTransactionManager transactions, ManualClock clock) {
        return new InMemoryFinishedTasks(ledger, new TransactionTemplate(transactions), clock);
    }

    @Bean
    InMemoryScheduledTasks scheduledTasks(
            InMemoryLedger ledger, PlatformTransactionManager transactions, ManualClock clock) {
        return new InMemoryScheduledTasks(ledger, new TransactionTemplate(transactions), clock);
    }

    @Bean
    InMemoryGates gates(
            InMemoryLedger ledger,
            InMemoryScheduledTasks scheduled,
            PlatformTransactionManager transactions,
            ManualClock clock) {
        return new InMemoryGates(ledger, scheduled, new TransactionTemplate(transactions), clock);
    }

    @Bean
    InMemoryRevokedStamps revokedStamps(InMemoryLedger ledger, ManualClock clock) {
        return new InMemoryRevokedStamps(ledger, clock);
    }

    @Bean
    InMemoryRates rates(InMemoryLedger ledger, ManualClock clock) {
        return new InMemoryRates(ledger, clock);
    }

    @Bean
    InMemoryResultStore resultStore(ResultSettings settings, ManualClock clock) {
        return new InMemoryResultStore(settings, clock);
    }

    @Bean
    InMemoryQueues queues() {
        return new InMemoryQueues();
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
    Chords chords() {
        return unavailable(Chords.class);
    }

    @Bean
    ChordCounts chordCounts() {
        return unavailable(ChordCounts.class);
    }

    private static <T> T unavailable(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, method, given) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(port, given);
                    }
                    throw new UnsupportedOperationException("chords need real services: a manual worker has none");
                }));
    }

    @Bean
    @Qualifier("batonHousekeeping")
    List<TaskHandler<?, ?>> housekeeping() {
        return List.of();
    }
}
