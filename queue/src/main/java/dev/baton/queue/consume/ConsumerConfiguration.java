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
            TaskThreads threads) {
        return new TaskListener(
                runner, publisher, new MessageCodec(worker.hostname()), settings, events, threads.executor());
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
    TaskThreads taskThreads() {
        return new TaskThreads();
    }

    @Bean
    TaskConsumer.Consumers taskConsumers(
            ConnectionFactory connections,
            QueueDeclarer declarer,
            Slots slots,
            TaskListener tasks,
            TaskThreads threads,
            Recycling recycling) {
        return (queue, owner) -> new QueueConsumer(
                queue.name(),
                slots.size(),
                connections,
                () -> declarer.declare(queue),
                new Deliveries(
                        queue.name(), new SlotListener(slots, tasks, threads.executor(), recycling, owner::recycle)));
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
