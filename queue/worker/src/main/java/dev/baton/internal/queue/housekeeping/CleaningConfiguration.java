package dev.baton.internal.queue.housekeeping;

import dev.baton.deadletter.DeadLetters;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.ledger.OldRows;
import dev.baton.periodic.Call;
import dev.baton.periodic.CatchUp;
import dev.baton.periodic.PeriodicTask;
import dev.baton.periodic.Timing;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Cleans the ledger once a day, by a task on the first of the worker's queues. */
@Configuration(proxyBeanMethods = false)
class CleaningConfiguration {
    // No default candidate, or the worker would count it among the application's, from whose types it learns its
    // queues.
    @Bean(defaultCandidate = false)
    @Qualifier("housekeeping")
    CleanLedger cleanLedger(
            TaskQueues queues, OldRows rows, DeadLetters letters, CleaningSettings settings, Clock clock) {
        return new CleanLedger(queueOf(queues).orElse("none"), rows, letters, settings, clock);
    }

    private static Optional<String> queueOf(TaskQueues queues) {
        return queues.all().stream().findFirst().map(TaskQueue::name);
    }

    /** None in an application that takes no tasks, but only sends them. */
    @Bean
    @Nullable
    PeriodicTask cleaning(
            TaskQueues queues, @Qualifier("housekeeping") CleanLedger handler, CleaningSettings settings) {
        if (queueOf(queues).isEmpty()) {
            return null;
        }
        Call call = Call.of(handler.type(), new CleanLedger.Nothing());
        return PeriodicTask.of("baton.clean", Timing.cron(settings.cron(), settings.zone()), call)
                .catchingUp(CatchUp.ONCE);
    }
}
