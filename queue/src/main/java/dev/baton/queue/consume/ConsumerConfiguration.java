package dev.baton.queue.consume;

import dev.baton.broker.BrokerSettings;
import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueue;
import dev.baton.broker.TaskQueues;
import dev.baton.celery.MessageCodec;
import dev.baton.queue.WorkerSettings;
import dev.baton.queue.events.WorkerEvents;
import dev.baton.queue.execute.RunningTasks;
import dev.baton.queue.execute.TaskRunner;
import dev.baton.queue.limit.Turnstile;
import dev.baton.queue.settle.WorkerIdentity;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.backoff.ExponentialBackOff;

/** Sets up the consumers: one message in hand a slot, acknowledged by hand, reconnecting for ever. */
@Configuration(proxyBeanMethods = false)
class ConsumerConfiguration {
    private static final int BROKEN = 99;
    private static final long FIRST_RECONNECT_MILLIS = 500;
    private static final long MAX_RECONNECT_MILLIS = 10_000;

    @Bean
    TaskListener taskListener(
            TaskRunner runner,
            TaskPublisher publisher,
            BrokerSettings settings,
            WorkerIdentity worker,
            WorkerEvents events,
            Turnstile turnstile) {
        return new TaskListener(
                runner, publisher, new MessageCodec(worker.hostname()), settings, events, turnstile);
    }

    @Bean
    TaskConsumer taskConsumer(
            ConnectionFactory connections,
            TaskListener listener,
            WorkerSettings settings,
            TaskQueues queues,
            RunningTasks running) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        container.setQueueNames(queues.all().stream().map(TaskQueue::name).toArray(String[]::new));
        container.setMessageListener(listener);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setPrefetchCount(1);
        container.setConcurrentConsumers(settings.concurrency());
        container.setShutdownTimeout(settings.drainTimeout().toMillis());
        // A queue may be missing while the broker comes back; the consumer waits for it.
        container.setMissingQueuesFatal(false);
        // What reaches the container is not a task's doing: a process that cannot be trusted any more starts anew.
        container.setJavaLangErrorHandler(error -> Runtime.getRuntime().halt(BROKEN));
        ExponentialBackOff reconnect = new ExponentialBackOff(FIRST_RECONNECT_MILLIS, 2);
        reconnect.setMaxInterval(MAX_RECONNECT_MILLIS);
        container.setRecoveryBackOff(reconnect);
        container.afterPropertiesSet();
        return new TaskConsumer(container, running);
    }
}
