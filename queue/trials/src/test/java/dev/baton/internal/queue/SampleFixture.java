package dev.baton.internal.queue;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The sample application on services of its own, with a client beside it. */
final class SampleFixture implements AutoCloseable {
    static final TaskQueue QUEUE = new TaskQueue(SampleWorker.QUEUE);

    final FreshServices services = new FreshServices();
    private final UnaryOperator<Map<String, String>> view;
    private ConfigurableApplicationContext context;

    SampleFixture() {
        this(UnaryOperator.identity());
    }

    /** A worker that sees the services as {@code view} shows them, for example through a proxy. */
    SampleFixture(UnaryOperator<Map<String, String>> view) {
        this.view = view;
        context = start();
    }

    private ConfigurableApplicationContext start() {
        Map<String, String> properties = view.apply(services.properties());
        return new SpringApplication(SampleWorker.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    /** Stops the worker and runs {@code between}, then starts another. */
    void restart(Runnable between) {
        context.close();
        between.run();
        context = start();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    ScheduledTasks scheduled() {
        return bean(ScheduledTasks.class);
    }

    long count(String where) {
        return bean(JdbcClient.class)
                .sql("select count(*) from " + where)
                .query(Long.class)
                .single();
    }

    void execute(String sql) {
        bean(JdbcClient.class).sql(sql).update();
    }

    static TaskRequest request(TaskType<?, ?> type, String text) {
        return TaskRequest.of(TaskId.random(), type.name(), Map.of("text", text));
    }

    TaskId send(TaskRequest request) {
        bean(TaskPublisher.class).publish(QUEUE, List.of(request));
        return request.id();
    }

    /** Waits until clients read that the task is in {@code state}. */
    TaskSnapshot await(TaskId id, TaskState state) {
        ResultStore results = bean(ResultStore.class);
        return Patience.await()
                .ignoreException(ResultStoreUnavailableException.class)
                .until(() -> results.find(id).orElse(null), known -> known != null && known.state() == state);
    }

    @Override
    public void close() {
        context.close();
        services.close();
    }
}
