package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.queue.settle.DatabaseRecords;
import dev.baton.internal.queue.settle.Persistence;
import dev.baton.internal.queue.settle.WorkerIdentity;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes what lies on the dead queues, unless {@code baton.worker.collect-dead-letters} is false. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "baton.worker.collect-dead-letters", matchIfMissing = true)
class DeadLetterConsumers {
    @Bean("batonDeadLetterContainer")
    DeadLetterContainer deadLetterContainer(
            QueueContainers containers, TaskQueues queues, DeadLetterListener listener) {
        return new DeadLetterContainer(containers, queues, listener);
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
