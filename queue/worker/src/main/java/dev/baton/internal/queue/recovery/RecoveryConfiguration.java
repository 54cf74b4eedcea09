package dev.baton.internal.queue.recovery;

import dev.baton.internal.broker.BrokerSettings;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.ledger.SentAttempts;
import dev.baton.internal.queue.execute.Handlers;
import dev.baton.internal.queue.housekeeping.CleaningSettings;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.result.ResultSettings;
import dev.baton.internal.result.ResultStore;
import dev.baton.periodic.Call;
import dev.baton.periodic.PeriodicTask;
import dev.baton.periodic.Timing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks for lost tasks on each of the worker's queues, by a task on that queue. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RecoverySettings.class)
public class RecoveryConfiguration {
    @Bean("batonLostTasks")
    LostTasks lostTasks(SentAttempts sent, DeadLetterLedger letters, CleaningSettings cleaning, Clock clock) {
        return new LostTasks(sent, letters, cleaning, clock);
    }

    @Bean("batonCustody")
    Custody custody(
            ObjectProvider<Handlers> handlers,
            RecoverySettings settings,
            BrokerSettings broker,
            ResultSettings results,
            Clock clock) {
        return new Custody(handlers, settings, broker, results, clock);
    }

    // No default candidate, as that of cleaning.
    @Bean(name = "batonRecoverTasks", defaultCandidate = false)
    @Qualifier("batonHousekeeping")
    RecoverTasks recoverTasks(
            TaskQueues queues,
            LostTasks lost,
            Custody custody,
            ResultStore results,
            Schedule schedule,
            MeterRegistry meters) {
        String any = queues.all().stream().findFirst().map(TaskQueue::name).orElse("none");
        return new RecoverTasks(any, lost, custody, results, schedule, meters);
    }

    @Bean("batonRecoveries")
    Recoveries recoveries(TaskQueues queues, RecoverySettings settings) {
        return new Recoveries(
                settings.enabled()
                        ? queues.all().stream()
                                .map(queue -> recovery(queue, settings))
                                .toList()
                        : List.of());
    }

    private static PeriodicTask recovery(TaskQueue queue, RecoverySettings settings) {
        Call call = Call.of(RecoverTasks.NAME, queue.name(), Map.of("queue", queue.name()));
        return PeriodicTask.of(RecoverTasks.NAME + "." + queue.name(), Timing.every(settings.every()), call);
    }
}
