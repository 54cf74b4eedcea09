package dev.baton.internal.queue.settle;

import dev.baton.internal.event.Node;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.queue.events.Ends;
import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.flow.FollowUps;
import dev.baton.internal.queue.lifecycle.Shutdown;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import dev.baton.internal.queue.retry.FailurePolicy;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.result.ResultStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what records how tasks end. */
@Configuration(proxyBeanMethods = false)
public class SettlementConfiguration {
    @Bean("batonWorkerIdentity")
    WorkerIdentity workerIdentity(Node node) {
        return new WorkerIdentity(node);
    }

    @Bean("batonPersistence")
    Persistence persistence(FailurePolicy policy, Shutdown shutdown) {
        return new Persistence(policy, shutdown);
    }

    @Bean("batonAnnouncements")
    Announcements announcements(
            FinishedTasks finished,
            ResultStore results,
            WorkerEvents events,
            Ends ends,
            WorkerIdentity worker,
            WorkerSettings settings) {
        return new Announcements(finished, results, events, ends, worker, settings);
    }

    @Bean("batonDatabaseRecords")
    DatabaseRecords databaseRecords(
            FinishedTasks finished,
            Schedule schedule,
            Announcements announcements,
            FollowUps followUps,
            Persistence persistence,
            Clock clock) {
        return new DatabaseRecords(finished, schedule, announcements, followUps, persistence, clock);
    }

    @Bean("batonResultStoreRecords")
    ResultStoreRecords resultStoreRecords(
            ResultStore results,
            DatabaseRecords inDatabase,
            Persistence persistence,
            WorkerIdentity worker,
            Ends ends,
            Clock clock) {
        return new ResultStoreRecords(results, inDatabase, persistence, worker, ends, clock);
    }
}
