package dev.baton.queue.consume;

import dev.baton.broker.BrokerSettings;
import dev.baton.broker.QueueDeclarer;
import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueues;
import dev.baton.celery.MessageCodec;
import dev.baton.queue.WorkerSettings;
import dev.baton.queue.events.WorkerEvents;
import dev.baton.queue.execute.RunningTasks;
import dev.baton.queue.execute.TaskRunner;
import dev.baton.queue.lifecycle.Recycling;
import dev.baton.queue.lifecycle.Shutdown;
import dev.baton.queue.limit.Turnstile;
import dev.baton.queue.settle.WorkerIdentity;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the consumers of tasks: one message in hand a slot, acknowledged last, reconnecting for ever. */
@Configuration(proxyBeanMethods = false)
class ConsumerConfiguration {
    @Bean
    TaskListener taskListener(
            TaskRunner runner,
            TaskPublisher publisher,
            BrokerSettings settings,
            WorkerIdentity worker,
            WorkerEvents events,
            Turnstile turnstile) {
        return new TaskListener(runner, publisher, new MessageCodec(worker.hostname()), settings, events, turnstile);
    }

    @Bean
    QueueContainers queueContainers(ConnectionFactory connections, AmqpAdmin admin, ApplicationContext context) {
        return new QueueContainers(connections, admin, context);
    }

    @Bean
    Slots slots(WorkerSettings settings) {
        return new Slots(settings.concurrency());
    }

    @Bean
    QueueConsumers queueConsumers(ConnectionFactory connections, QueueDeclarer declarer) {
        return new QueueConsumers(connections, declarer);
    }

    @Bean
    TaskConsumer.Consumers taskConsumers(
            QueueConsumers consumers, Slots slots, TaskListener tasks, Recycling recycling) {
        return (queue, owner) ->
                consumers.make(queue, slots.size(), new SlotListener(slots, tasks, recycling, owner::recycle));
    }

    @Bean
    TaskConsumer taskConsumer(
            TaskQueues queues,
            WorkerSettings settings,
            Slots slots,
            QueueDeclarer declarer,
            TaskConsumer.Consumers consumers,
            TaskConsumer.Ends ends) {
        return new TaskConsumer(queues, settings, slots, declarer, consumers, ends);
    }

    @Bean
    TaskConsumer.Ends ends(RunningTasks tasks, Shutdown shutdown) {
        return new TaskConsumer.Ends(tasks, shutdown);
    }
}
