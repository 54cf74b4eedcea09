package dev.baton.internal.queue.housekeeping;

import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.OldRows;
import dev.baton.internal.ledger.StuckTasks;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.periodic.Call;
import dev.baton.periodic.CatchUp;
import dev.baton.periodic.PeriodicTask;
import dev.baton.periodic.Timing;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Cleans the ledger once a day, by a task on the first of the worker's queues. Ends tasks that cannot be sent, and finishes resending
 * dead letters.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CleaningSettings.class, StuckSettings.class})
@Import(UnfinishedResendConfiguration.class)
public class HousekeepingConfiguration {
    @Bean("batonStuckTaskEnds")
    StuckTaskEnds stuckTaskEnds(StuckTasks stuck, StuckSettings settings, MessageCodec codec, DatabaseRecords records) {
        return new StuckTaskEnds(stuck, settings, codec, records);
    }

    // No default candidate, or the worker would count it among the application's, from whose types it learns its
    // queues.
    @Bean(name = "batonCleanLedger", defaultCandidate = false)
    @Qualifier("batonHousekeeping")
    CleanLedger cleanLedger(TaskQueues queues, List<OldRows> old, CleaningSettings settings, Clock clock) {
        return new CleanLedger(queueOf(queues).orElse("none"), old, settings, clock);
    }

    private static Optional<String> queueOf(TaskQueues queues) {
        return queues.all().stream().findFirst().map(TaskQueue::name);
    }

    /** None in an application that takes no tasks, but only sends them. */
    @Bean("batonCleaning")
    @Nullable
    PeriodicTask cleaning(
            TaskQueues queues, @Qualifier("batonHousekeeping") CleanLedger handler, CleaningSettings settings) {
        if (queueOf(queues).isEmpty()) {
            return null;
        }
        Call call = Call.of(handler.type(), new CleanLedger.Nothing());
        return PeriodicTask.of("baton.clean", Timing.cron(settings.cron(), settings.zone()), call)
                .catchingUp(CatchUp.ONCE);
    }
}
