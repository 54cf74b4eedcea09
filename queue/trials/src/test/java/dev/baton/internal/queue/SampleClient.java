package dev.baton.internal.queue;

import dev.baton.internal.broker.ControlPublisher;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueues;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** An application that sends tasks and runs none. It is no @Configuration, or the worker beside it would scan it. */
final class SampleClient implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    SampleClient(FreshServices services) {
        context = new SpringApplication(Application.class)
                .run(services.properties().entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    TaskId send(TaskRequest request) {
        context.getBean(TaskPublisher.class).publish(SampleFixture.QUEUE, List.of(request));
        return request.id();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TaskState state(TaskId id) {
        return context.getBean(ResultStore.class)
                .find(id)
                .map(TaskSnapshot::state)
                .orElse(TaskState.PENDING);
    }

    void await(TaskId id, TaskState state) {
        Patience.await().until(() -> state(id) == state);
    }

    /** How many tasks wait on the queue. */
    long waiting() {
        return Objects.requireNonNull(context.getBean(AmqpAdmin.class).getQueueInfo(SampleWorker.QUEUE))
                .getMessageCount();
    }

    void revoke(TaskId id) {
        context.getBean(RevokeTasks.class).revoke(List.of(id));
    }

    /** The exchange of the broadcasts goes with the broker, and what is bound to it is no more. */
    void loseControlExchange() {
        context.getBean(AmqpAdmin.class).deleteExchange(ControlPublisher.EXCHANGE);
    }

    /** Revokes it as Celery's clients do: by a broadcast and nothing else. */
    void broadcastRevocation(TaskId id) {
        context.getBean(ControlPublisher.class).broadcast("revoke", Map.of("task_id", List.of(id.value())));
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration(exclude = WorkerAutoConfiguration.class)
    static class Application {
        @Bean
        TaskQueues taskQueues() {
            return TaskQueues.named(List.of(SampleWorker.QUEUE));
        }
    }
}
