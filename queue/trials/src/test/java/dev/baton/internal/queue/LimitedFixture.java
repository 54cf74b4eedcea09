package dev.baton.internal.queue;

import dev.baton.internal.broker.FairPublisher;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.celery.Json;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.queue.execute.RunningTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.limited.LimitedWorker;
import dev.baton.limited.LimitedWorker.Ran;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Workers with limits on services of their own: one in this process, others in processes that can be killed. */
final class LimitedFixture implements AutoCloseable {
    private static final TaskQueue QUEUE = new TaskQueue(LimitedWorker.QUEUE);

    final FreshServices services = new FreshServices();
    private final Map<String, String> overrides;
    private final ConfigurableApplicationContext context;
    private final List<Process> processes = new ArrayList<>();

    LimitedFixture(Map<String, String> overrides) {
        this.overrides = overrides;
        context = new SpringApplication(LimitedWorker.class).run(arguments());
    }

    private String[] arguments() {
        Map<String, String> properties = services.properties();
        properties.putAll(overrides);
        // Turns of other runs may be reserved there for hours to come.
        properties.put("baton.redis.key-prefix", services.virtualHost() + "-");
        // The same database through what the overrides name.
        properties.computeIfPresent(
                "baton.redis.url",
                (name, url) -> url.replaceFirst("/\\d*$", services.redisUrl().replaceFirst(".*/", "/")));
        return properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    /** Returns another worker, in a process, once it runs tasks: the same one until it is killed. */
    Process otherWorker() {
        return processes.stream().filter(Process::isAlive).findFirst().orElseGet(this::startWorker);
    }

    private Process startWorker() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It lives for seconds, on a machine that has other things to do.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LimitedWorker.class.getName()));
        command.addAll(Arrays.asList(arguments()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            processes.add(process);
            awaitItsTurn(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that does not come up in time would take the next test's tasks. */
    private void awaitItsTurn(Process process) {
        try {
            Patience.await()
                    .until(() ->
                            ran(await(send(LimitedWorker.FREE, "where").id())).process() == process.pid());
        } catch (ConditionTimeoutException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    void execute(String sql) {
        bean(JdbcClient.class).sql(sql).update();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    long count(String where) {
        return bean(JdbcClient.class)
                .sql("select count(*) from " + where)
                .query(Long.class)
                .single();
    }

    TaskRequest send(TaskType<?, ?> type, String text) {
        TaskRequest request = TaskRequest.of(TaskId.random(), type.name(), Map.of("text", text));
        bean(TaskPublisher.class).publish(QUEUE, List.of(request));
        return request;
    }

    /** Sends {@code count} tasks for {@code share}, of which so many as {@code window} says may be on the queue. */
    List<TaskRequest> sendFairly(String share, int window, int count) {
        List<TaskRequest> requests = IntStream.range(0, count)
                .mapToObj(i -> TaskRequest.of(TaskId.random(), LimitedWorker.PHOTO.name(), Map.of("text", share)))
                .toList();
        bean(FairPublisher.class).publish(QUEUE, share, window, requests);
        return requests;
    }

    void revoke(List<TaskRequest> requests) {
        bean(RevokeTasks.class).revoke(requests.stream().map(TaskRequest::id).toList());
    }

    boolean runsHere(TaskRequest request) {
        return bean(RunningTasks.class).all().stream()
                .anyMatch(run -> run.request().id().equals(request.id()));
    }

    /** How many messages are on the queue, or in a worker's hands. */
    int depth() {
        return services.queue(QUEUE.name()).messages();
    }

    TaskSnapshot await(TaskId id) {
        return Patience.await()
                .ignoreException(ResultStoreUnavailableException.class)
                .until(
                        () -> bean(ResultStore.class).find(id).orElse(null),
                        known -> known != null && known.state() == TaskState.SUCCESS);
    }

    /** Returns what the tasks answered, in the order in which they ran. */
    List<Ran> awaitAll(List<TaskRequest> requests) {
        return requests.stream()
                .map(request -> ran(await(request.id())))
                .sorted(Comparator.comparingLong(Ran::atMillis))
                .toList();
    }

    static Ran ran(TaskSnapshot ended) {
        return Json.convert(Objects.requireNonNull(ended.result()), Ran.class);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        context.close();
        services.close();
    }
}
