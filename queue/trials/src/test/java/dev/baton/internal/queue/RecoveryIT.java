package dev.baton.internal.queue;

import dev.baton.client.TaskHandle;
import dev.baton.client.Tasks;
import dev.baton.internal.broker.FairPublisher;
import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.celery.Json;
import dev.baton.internal.control.RevokeTasks;
import dev.baton.periodic.PeriodicTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskCall;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.task.TimeLimits;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Tasks that were accepted, and whose messages are gone. */
@RequiresServices
class RecoveryIT {
    private static final String RECOVERY = "baton.recover." + SampleWorker.QUEUE;

    // The clock is moved instead: the database's times are set back.
    private final SampleFixture sample = new SampleFixture(properties -> {
        properties.put("baton.recovery.enabled", "true");
        properties.put("baton.recovery.every", "1d");
        properties.put("baton.worker.drain-timeout", "1s");
        properties.put("baton.worker.concurrency", "2");
        return properties;
    });

    @AfterEach
    void stop() {
        sample.close();
    }

    @Test
    void tasksOfAQueueThatWasDeletedAreSentAgainAndRunOnce() {
        List<TaskId> ids = whileNobodyTakesTasks(client -> {
            List<TaskId> accepted = accept(client.bean(FairPublisher.class), SampleWorker.ECHO, 3);
            loseMessages();
            return accepted;
        });

        assertThat(sentAgainAfter("10 minutes")).isZero();
        assertThat(sentAgainAfter("4 minutes")).isZero();
        assertThat(sentAgainAfter("2 minutes")).isEqualTo(3);

        ids.forEach(id -> sample.await(id, TaskState.SUCCESS));
        assertThat(sample.count("finished_task where state = 'SUCCESS'")).isEqualTo(3);
        assertThat(sentAgainAfter("10 minutes")).isZero();
        assertThat(sample.count("scheduled_task")).isZero();
    }

    /** Each stands before the task that looks for lost ones. */
    @Test
    void whatIsStillOnTheQueueIsNotSentAgainHoweverOldItIs() {
        TaskId looking = whileNobodyTakesTasks(client -> {
            accept(client.bean(FairPublisher.class), SampleWorker.ECHO, 20);
            setBack(client.bean(JdbcClient.class), "10 days");
            return client.bean(PeriodicTasks.class).runNow(RECOVERY).orElseThrow();
        });

        assertThat(sample.await(looking, TaskState.SUCCESS).result()).isEqualTo(Map.of("tasks", 0));
        await().until(() -> sample.count("finished_task where state = 'SUCCESS'") == 20);
        assertThat(sentAgainAfter("10 minutes")).isZero();
    }

    /** Without a time limit a worker may hold a task until the broker takes it back. */
    @Test
    void whatAWorkerIsAtIsLeftToIt() {
        TaskRequest slow = SampleFixture.request(SampleWorker.SLOW, "");
        sample.bean(FairPublisher.class).publish(SampleFixture.QUEUE, "somebody", 64, List.of(slow));
        sample.await(slow.id(), TaskState.PROGRESS);

        assertThat(sentAgainAfter("10 minutes")).isZero();
        assertThat(sentAgainAfter("110 minutes")).isZero();
        assertThat(sentAgainAfter("11 minutes")).isOne();

        sample.bean(RevokeTasks.class).revoke(List.of(slow.id()));
        sample.await(slow.id(), TaskState.REVOKED);
    }

    @Test
    void attemptsAfterTheFirstAreFoundToo() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.ASKING, "8000"));
        sample.await(id, TaskState.RETRY);
        // As if it had been sent to a queue that was lost then.
        sample.execute("update scheduled_task set sent_at = now() where task_id = '" + id + "'");

        assertThat(sentAgainAfter("10 minutes")).isZero();
        assertThat(sentAgainAfter("3 hours")).isOne();

        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("after 1");
    }

    /** Only the result store knows how they ended. */
    @Test
    void tasksWithoutEffectsAreSentAgainUnlessTheirResultIsThere() {
        TaskId ended = kept(sample.bean(TaskPublisher.class), SampleWorker.PURE);
        sample.await(ended, TaskState.SUCCESS);
        TaskId lost = whileNobodyTakesTasks(client -> {
            TaskId id = kept(client.bean(TaskPublisher.class), SampleWorker.PURE);
            loseMessages();
            return id;
        });

        assertThat(sentAgainAfter("10 minutes")).isZero();
        assertThat(sample.count("scheduled_task where task_id = '" + ended + "'"))
                .isZero();
        assertThat(sentAgainAfter("3 hours")).isOne();

        sample.await(lost, TaskState.SUCCESS);
    }

    @Test
    void callsAreSentAgainThatAreRecoverable() {
        TaskCall<SampleWorker.Text, String> call = SampleWorker.ECHO
                .with(new SampleWorker.Text("kept"))
                .limits(new TimeLimits(null, Duration.ofMinutes(3)));
        TaskHandle<String> lost = whileNobodyTakesTasks(client -> {
            Tasks tasks = client.bean(Tasks.class);
            TaskHandle<String> recoverable =
                    tasks.sendAll(List.of(call, call.recoverable())).get(1);
            loseMessages();
            return recoverable;
        });

        assertThat(sentAgainAfter("10 minutes")).isZero();
        assertThat(sentAgainAfter("6 minutes")).isOne();

        sample.await(lost.id(), TaskState.SUCCESS);
    }

    @Test
    void whatNobodyWantsAnyMoreAndWhatOthersRunStaysAway() {
        TaskId revoked = whileNobodyTakesTasks(client -> {
            TaskId id = accept(client.bean(FairPublisher.class), SampleWorker.ECHO, 1)
                    .get(0);
            loseMessages();
            return id;
        });
        sample.bean(RevokeTasks.class).revoke(List.of(revoked));
        TaskRequest unknown = TaskRequest.of(TaskId.random(), "of.python", Map.of());
        sample.bean(TaskPublisher.class).keep(SampleFixture.QUEUE, List.of(unknown));

        assertThat(sentAgainAfter("10 minutes")).isZero();
        assertThat(sentAgainAfter("3 hours")).isZero();
        assertThat(sample.count("scheduled_task")).isOne();
    }

    private <T> T whileNobodyTakesTasks(Function<SampleClient, T> what) {
        AtomicReference<T> found = new AtomicReference<>();
        sample.restart(() -> {
            try (SampleClient client = new SampleClient(sample.services)) {
                found.set(what.apply(client));
            }
        });
        return found.get();
    }

    /** As a broker does that loses its disk: the queue comes back empty. */
    private void loseMessages() {
        sample.services.queue(SampleFixture.QUEUE.name()).delete();
    }

    /** Returns how many tasks are sent again once so much more time has passed. */
    private int sentAgainAfter(String time) {
        setBack(sample.bean(JdbcClient.class), time);
        TaskId id = sample.bean(PeriodicTasks.class).runNow(RECOVERY).orElseThrow();
        Object result = sample.await(id, TaskState.SUCCESS).result();
        return Json.convert(Objects.requireNonNull(result), Found.class).tasks();
    }

    private static void setBack(JdbcClient jdbc, String time) {
        jdbc.sql(
                        "update scheduled_task set sent_at = sent_at - interval '%1$s', missing_since = missing_since - interval '%1$s'"
                                .formatted(time))
                .update();
    }

    private static TaskId kept(TaskPublisher publisher, TaskType<?, ?> type) {
        TaskRequest request = SampleFixture.request(type, "kept");
        publisher.publish(SampleFixture.QUEUE, List.of(request));
        publisher.keep(SampleFixture.QUEUE, List.of(request));
        return request.id();
    }

    /** With a time limit of which, and a minute more, five minutes are more. */
    private static List<TaskId> accept(FairPublisher publisher, TaskType<?, ?> type, int count) {
        TimeLimits limits = new TimeLimits(null, Duration.ofMinutes(3));
        List<TaskRequest> requests = Stream.generate(
                        () -> SampleFixture.request(type, "accepted").withLimits(limits))
                .limit(count)
                .toList();
        publisher.publish(SampleFixture.QUEUE, "somebody", 64, requests);
        return requests.stream().map(TaskRequest::id).toList();
    }

    record Found(int tasks) {}
}
