package dev.baton.internal.queue.execute;

import dev.baton.handler.TaskHandler;
import dev.baton.internal.ledger.Revocations;
import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.flow.FollowUps;
import dev.baton.internal.queue.lifecycle.Alarms;
import dev.baton.internal.queue.lifecycle.Halt;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import dev.baton.internal.queue.limit.Turnstile;
import dev.baton.internal.queue.retry.FailurePolicy;
import dev.baton.internal.queue.settle.Announcements;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.internal.queue.settle.ResultStoreRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what runs a task, from its delivery to its end. */
@Configuration(proxyBeanMethods = false)
public class ExecutionConfiguration {
    @Bean("batonHandlers")
    Handlers handlers(
            List<TaskHandler<?, ?>> handlers,
            @Qualifier("batonHousekeeping") List<TaskHandler<?, ?>> housekeeping,
            @Qualifier("batonCelery") List<TaskHandler<?, ?>> builtin) {
        return new Handlers(handlers, housekeeping, builtin);
    }

    @Bean("batonRevokedTasks")
    RevokedTasks revokedTasks(Revocations durable, Clock clock) {
        return new RevokedTasks(durable, clock);
    }

    @Bean("batonRunningTasks")
    RunningTasks runningTasks(MeterRegistry meters, Announcements announcements, WorkerEvents events) {
        return new RunningTasks(meters, announcements, events);
    }

    @Bean("batonStarts")
    Starts starts(RunningTasks running, WorkerSettings settings) {
        return new Starts(running, settings);
    }

    @Bean("batonWatchdog")
    Watchdog watchdog(DatabaseRecords records, WorkerEvents events, Handlers handlers, Alarms alarms, Halt halt) {
        return new Watchdog(records, events, handlers, alarms, halt);
    }

    @Bean("batonAdmission")
    Admission admission(
            Handlers handlers,
            RevokedTasks revoked,
            FollowUps followUps,
            Turnstile turnstile,
            Persistence persistence,
            Clock clock) {
        return new Admission(handlers, revoked, followUps, turnstile, persistence, clock);
    }

    @Bean("batonAttempts")
    Attempts attempts(Persistence persistence, RunningTasks running, Watchdog watchdog, FailurePolicy policy) {
        return new Attempts(persistence, running, watchdog, policy);
    }

    @Bean("batonTaskRunner")
    TaskRunner taskRunner(
            Admission admission,
            Attempts attempts,
            DatabaseRecords inDatabase,
            ResultStoreRecords inResultStore,
            MeterRegistry meters,
            Clock clock) {
        return new TaskRunner(admission, attempts, inDatabase, inResultStore, meters, clock);
    }
}
