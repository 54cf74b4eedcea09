package dev.baton.queue.consume;

import dev.baton.broker.MessageThreads;
import dev.baton.broker.QueueDeclarer;
import dev.baton.broker.TaskQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.DisposableBean;

/** Makes the consumers of tasks, which have their threads in common. */
final class QueueConsumers implements DisposableBean {
    private final ExecutorService threads = Executors.newCachedThreadPool(new MessageThreads("task"));
    private final ConnectionFactory connections;
    private final QueueDeclarer declarer;

    QueueConsumers(ConnectionFactory connections, QueueDeclarer declarer) {
        this.connections = connections;
        this.declarer = declarer;
    }

    /** Returns a consumer, not yet started, that takes {@code prefetch} messages at a time. */
    QueueConsumer make(TaskQueue queue, int prefetch, DeliveryListener listener) {
        return new QueueConsumer(
                queue.name(),
                prefetch,
                connections,
                () -> declarer.declare(queue),
                new Deliveries(queue.name(), threads, listener));
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
