package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.BrokerSettings;
import dev.baton.internal.broker.QueueDeclarer;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.internal.queue.lifecycle.Recycling;
import dev.baton.internal.queue.lifecycle.Shutdown;
import dev.baton.internal.queue.lifecycle.WorkerSettings;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Sets up the consumers of tasks: one message in hand a slot, acknowledged last, reconnecting for ever. */
@Configuration(proxyBeanMethods = false)
@Import({ControlConsumers.class, DeadLetterConsumers.class, DeliveryConfiguration.class})
public class ConsumerConfiguration {
    @Bean("batonQueueContainers")
    QueueContainers queueContainers(ConnectionFactory connections, AmqpAdmin admin, ApplicationContext context) {
        return new QueueContainers(connections, admin, context);
    }

    @Bean("batonTaskSlots")
    Slots slots(WorkerSettings settings) {
        return new Slots(settings.concurrency());
    }

    @Bean("batonTaskThreads")
    TaskThreads taskThreads() {
        return new TaskThreads();
    }

    @Bean("batonTaskQueuePreparation")
    QueuePreparation preparation(
            QueueDeclarer declarer,
            ObjectProvider<KeptCommands> kept,
            ObjectProvider<DeadLetterContainer> deadLetters) {
        return new QueuePreparation(declarer, kept, deadLetters);
    }

    @Bean("batonTaskConsumers")
    TaskConsumer.Consumers taskConsumers(
            ConnectionFactory connections,
            QueuePreparation preparation,
            Slots slots,
            Deliveries.Work work,
            BrokerSettings settings) {
        return (queue, owner) -> {
            preparation.collectDeadLetters(queue);
            return new QueueConsumer(
                    queue.name(),
                    slots.size(),
                    settings.consumerTimeout(),
                    connections,
                    () -> preparation.prepare(queue),
                    new Deliveries(queue.name(), slots, work, owner::recycle));
        };
    }

    @Bean("batonTaskSlotWork")
    Deliveries.Work work(TaskListener tasks, TaskThreads threads, DeliveryCounts counts, Recycling recycling) {
        return new Deliveries.Work(tasks, threads.executor(), counts, recycling);
    }

    /** Its name is that under which operators find its health. */
    @Bean("taskConsumer")
    TaskConsumer taskConsumer(
            TaskQueues queues,
            WorkerSettings settings,
            Slots slots,
            QueueDeclarer declarer,
            TaskConsumer.Consumers consumers,
            TaskConsumer.Ends ends) {
        return new TaskConsumer(queues, settings, slots, declarer, consumers, ends);
    }

    @Bean("batonConsumerEnds")
    TaskConsumer.Ends ends(RunningTasks tasks, Shutdown shutdown) {
        return new TaskConsumer.Ends(tasks, shutdown);
    }
}
