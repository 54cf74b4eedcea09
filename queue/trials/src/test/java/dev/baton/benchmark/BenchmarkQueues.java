package dev.baton.benchmark;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.context.ApplicationContext;

/** Quorum queues, and what is in them. */
final class BenchmarkQueues {
    private final TaskPublisher publisher;
    private final RabbitAdmin admin;
    private int declared;

    BenchmarkQueues(ApplicationContext client) {
        this.publisher = client.getBean(TaskPublisher.class);
        this.admin = client.getBean(RabbitAdmin.class);
    }

    TaskQueue fresh() {
        TaskQueue queue = new TaskQueue("bench-" + declared++);
        admin.declareQueue(QueueBuilder.durable(queue.name()).quorum().build());
        return queue;
    }

    /** Publishes {@code count} tasks that do nothing, so many at once. */
    void publish(TaskQueue queue, int count, int batch) {
        for (int sent = 0; sent < count; sent += batch) {
            publisher.publish(
                    queue,
                    Stream.generate(() -> task(BenchmarkWorker.NOOP))
                            .limit(Math.min(batch, count - sent))
                            .toList());
        }
    }

    static TaskRequest task(TaskType<?, ?> type) {
        return TaskRequest.of(TaskId.random(), type.name(), Map.of());
    }

    /** Returns how many wait that nobody has taken. */
    int ready(TaskQueue queue) {
        return Math.toIntExact(
                Objects.requireNonNull(admin.getQueueInfo(queue.name())).getMessageCount());
    }

    void empty(TaskQueue queue) {
        admin.purgeQueue(queue.name());
    }
}
