package dev.baton.internal.queue.flow;

import dev.baton.flowing.FlowWorker;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.flow.Flows;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.Celery;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import dev.baton.testing.Services;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A Java worker and one of Celery's beside it, each with tasks of its own. */
final class FlowFixture implements AutoCloseable {
    static final TaskQueue QUEUE = new TaskQueue(FlowWorker.QUEUE);

    private static final String PYTHON_WORKER = """
            from celery import Celery
            app = Celery("worker", broker="%s", backend="%s")
            app.conf.task_default_queue = "python"

            @app.task(name="py.add")
            def add(a, b):
                return a + b

            @app.task(name="py.sum")
            def total(numbers):
                return sum(numbers)

            @app.task(name="py.note")
            def note(value):
                return value

            @app.task(name="py.fail")
            def fail(value):
                raise ValueError(f"no {value}")

            app.worker_main(["worker", "--pool=solo", "--loglevel=INFO", "-Q", "python", "-n", "python@here",
                "--without-gossip", "--without-mingle", "--without-heartbeat"])
            """;
    private static final String CLIENT = """
            from celery import chain, chord, group
            app.conf.task_default_queue = "python"
            def java(name, *args, **options):
                return app.signature("java." + name, args=args, queue="flows", **options)
            def py(name, *args, **options):
                return app.signature("py." + name, args=args, queue="python", **options)
            def show(name, call):
                try:
                    print(name, call())
                except Exception as e:
                    print(name, type(e).__name__, e)
            """;

    final FreshServices services = new FreshServices();
    private final UnaryOperator<Map<String, String>> view;
    private ConfigurableApplicationContext context;
    private Process python;

    FlowFixture() {
        this(UnaryOperator.identity());
    }

    FlowFixture(UnaryOperator<Map<String, String>> view) {
        this.view = view;
        FlowWorker.RUNS.clear();
        context = start();
    }

    private ConfigurableApplicationContext start() {
        Map<String, String> properties = new LinkedHashMap<>(view.apply(services.properties()));
        properties.put("baton.tasks.default-queue", "python");
        return new SpringApplication(FlowWorker.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    FlowFixture withPython() {
        ProcessBuilder builder = Services.command(
                "exec", "--", "python3", "-c", PYTHON_WORKER.formatted(services.amqpUrl(), services.redisUrl()));
        builder.redirectErrorStream(true).redirectOutput(new File("target/python-worker.log"));
        try {
            python = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Runs {@code script} as one of Celery's clients, with {@code java} and {@code py} for signatures, and returns what it prints. */
    String celery(String script) {
        return Celery.run(services, CLIENT + script);
    }

    void execute(String sql) {
        bean(JdbcClient.class).sql(sql).update();
    }

    /** A header task of a chord that a Celery client has started, as its message says; its body has {@code options}. */
    static TaskRequest header(String group, int index, Map<String, ?> options) {
        Signature.Task sum = Signature.of(FlowWorker.SUM);
        return new TaskRequest(
                TaskId.random(),
                FlowWorker.ADD.name(),
                List.of(index, index),
                Map.of(),
                TaskRequest.Conditions.NONE,
                new TaskRequest.Lineage(TaskId.random(), null, group, index, null, null),
                Map.of(
                        "chord",
                        sum.with(sum.options().merged(new Options(new HashMap<>(options))))
                                .toWire()));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ResultTree start(Signature signature) {
        return bean(Flows.class).start(signature);
    }

    TaskId send(TaskRequest request) {
        bean(TaskPublisher.class).publish(QUEUE, List.of(request));
        return request.id();
    }

    TaskSnapshot await(ResultTree result) {
        return await(result.tasks().get(0));
    }

    TaskSnapshot await(TaskId id) {
        ResultStore results = bean(ResultStore.class);
        return Patience.await()
                .ignoreException(ResultStoreUnavailableException.class)
                .until(
                        () -> results.find(id).orElse(null),
                        known -> known != null && known.state().isFinal());
    }

    /** How often the task of this name ran here, with effects. */
    static long runs(String task) {
        return FlowWorker.RUNS.stream().filter(run -> run.getKey().equals(task)).count();
    }

    long count(String where) {
        return bean(JdbcClient.class)
                .sql("select count(*) from " + where)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        if (python != null) {
            python.destroyForcibly();
        }
        context.close();
        services.close();
    }
}
