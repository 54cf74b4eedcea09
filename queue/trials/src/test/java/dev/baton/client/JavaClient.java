package dev.baton.client;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.queue.WorkerAutoConfiguration;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import dev.baton.workflow.Signature;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that sends tasks and runs none. It is no @Configuration, or the worker beside it would scan it. */
public final class JavaClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext context;

    public JavaClient(FreshServices services) {
        context = new SpringApplication(Application.class)
                .run(services.properties().entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    /** Returns a request with positional arguments. */
    public static TaskRequest request(String task, Object... args) {
        TaskRequest request = TaskRequest.of(TaskId.random(), task, Map.of());
        return new TaskRequest(
                request.id(), task, List.of(args), Map.of(), request.conditions(), request.lineage(), Map.of());
    }

    /** Sends {@code request}, and returns once the broker has it. */
    public TaskId send(String queue, TaskRequest request) {
        context.getBean(TaskPublisher.class).publish(new TaskQueue(queue), List.of(request));
        return request.id();
    }

    /** Starts a workflow, and returns where its results will be. */
    public ResultTree start(Signature workflow) {
        return context.getBean(Flows.class).start(workflow);
    }

    public void revoke(TaskId... ids) {
        context.getBean(RevokeTasks.class).revoke(List.of(ids));
    }

    /** Waits until the task has ended, as a client does. */
    public TaskSnapshot end(TaskId id) {
        return context.getBean(ResultStore.class)
                .awaitFinal(id, PATIENCE)
                .filter(snapshot -> snapshot.state().isFinal())
                .orElseThrow(() -> new AssertionError("task " + id + " does not end"));
    }

    /** How many consumers the queue has now. */
    public int consumers(String queue) {
        QueueInformation found = context.getBean(AmqpAdmin.class).getQueueInfo(queue);
        return found == null ? 0 : found.getConsumerCount();
    }

    /** What is known of each of these tasks now. */
    public Map<TaskId, TaskSnapshot> known(Collection<TaskId> ids) {
        return context.getBean(ResultStore.class).findAll(ids);
    }

    /** What is known of the task now. */
    public Optional<TaskSnapshot> known(TaskId id) {
        return context.getBean(ResultStore.class).find(id);
    }

    /** Waits until the task is in {@code state}. */
    public TaskSnapshot await(TaskId id, TaskState state) {
        ResultStore results = context.getBean(ResultStore.class);
        return Patience.await()
                .atMost(PATIENCE)
                .until(() -> results.find(id).orElse(null), known -> known != null && known.state() == state);
    }

    @Override
    public void close() {
        context.close();
    }

    @EnableAutoConfiguration(exclude = WorkerAutoConfiguration.class)
    static class Application {}
}
