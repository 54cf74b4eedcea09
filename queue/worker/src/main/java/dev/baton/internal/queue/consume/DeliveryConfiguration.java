package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.BrokerSettings;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.ledger.Redeliveries;
import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.execute.TaskRunner;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.internal.queue.settle.WorkerIdentity;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has deliveries handled, wherever they come from. */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {
    @Bean("batonTaskListener")
    TaskListener taskListener(
            TaskRunner runner, DeliveryCounts counts, Burials burials, WorkerIdentity worker, WorkerEvents events) {
        return new TaskListener(runner, new MessageCodec(worker.hostname()), counts, burials, events);
    }

    @Bean("batonBurials")
    Burials burials(DatabaseRecords records, TaskPublisher publisher, DeliveryCounts counts) {
        return new Burials(records, publisher, counts);
    }

    @Bean("batonDeliveryCounts")
    DeliveryCounts deliveryCounts(Redeliveries redeliveries, Persistence persistence, BrokerSettings settings) {
        return new DeliveryCounts(redeliveries, persistence, settings);
    }

    @Bean("batonDeadLetterListener")
    DeadLetterListener deadLetterListener(
            DeadLetterLedger letters,
            DatabaseRecords records,
            WorkerIdentity worker,
            Persistence persistence,
            Clock clock,
            PrematureDeaths premature) {
        return new DeadLetterListener(
                letters, records, new MessageCodec(worker.hostname()), persistence, clock, premature);
    }

    @Bean("batonPrematureDeaths")
    PrematureDeaths prematureDeaths(DeliveryCounts counts, TaskPublisher publisher) {
        return new PrematureDeaths(counts, publisher);
    }
}
