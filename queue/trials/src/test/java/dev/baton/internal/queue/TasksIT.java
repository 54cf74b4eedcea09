package dev.baton.internal.queue;

import dev.baton.client.FailedTaskException;
import dev.baton.client.RevokedTaskException;
import dev.baton.client.TaskException;
import dev.baton.client.TaskHandle;
import dev.baton.client.Tasks;
import dev.baton.client.UnavailableResultException;
import dev.baton.client.UnreadableResultException;
import dev.baton.internal.flow.Signature;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.sample.SampleWorker.Text;
import dev.baton.task.TaskCall;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a sender is told of tasks that a worker of this library runs. */
@RequiresServices
class TasksIT {
    private static TcpProxy redis;
    private static SampleFixture sample;
    private static Tasks tasks;

    @BeforeAll
    static void start() {
        redis = new TcpProxy(TestServices.Service.REDIS.port());
        sample = new SampleFixture(properties -> {
            properties.computeIfPresent(
                    "baton.redis.url", (name, url) -> url.replaceFirst(":[0-9]+", ":" + redis.port()));
            return properties;
        });
        tasks = sample.bean(Tasks.class);
    }

    @AfterAll
    static void stop() {
        sample.close();
        redis.close();
    }

    @Test
    void resultComesBackInItsType() {
        TaskHandle<String> sent = tasks.send(SampleWorker.ECHO, new Text("hello"));
        String given = sent.await(Patience.CEILING);

        assertThat(given).isEqualTo("hello");
        assertThat(sent.state()).isEqualTo(TaskState.SUCCESS);
        assertThat(sent.revoke()).isFalse();
        assertThat(sent.watch()).succeedsWithin(Patience.CEILING).isEqualTo("hello");
    }

    @Test
    void calledTaskAnswersItsCaller() {
        assertThat(tasks.call(SampleWorker.PURE.with(new Text("hello"))))
                .succeedsWithin(Patience.CEILING)
                .isEqualTo("hello");
    }

    @Test
    void failureIsThrownWithWhatTheWorkerSaid() {
        TaskHandle<String> sent = tasks.send(SampleWorker.FLAKY, new Text("9"));

        FailedTaskException failed =
                catchThrowableOfType(FailedTaskException.class, () -> sent.await(Patience.CEILING));

        assertThat(failed).hasMessage("task " + sent.id() + " failed: IllegalStateException: attempt 3");
        assertThat(failed.failure().traceback()).contains("SampleWorker");
        assertThat(sent.watch())
                .failsWithin(Patience.CEILING)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(FailedTaskException.class)
                .withMessage(failed.getMessage());
    }

    @Test
    void resultOfAnotherTypeIsUnreadable() {
        TaskType<Text, Integer> wrong =
                new TaskType<>(SampleWorker.ECHO.name(), Text.class, Integer.class, SampleWorker.QUEUE);

        assertThatThrownBy(() -> tasks.send(wrong, new Text("hello")).await(Patience.CEILING))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageEndingWith("the result of sample.echo: must be a whole number, was \"hello\"");
    }

    @Test
    void runningTaskIsRevoked() {
        TaskHandle<String> sent = tasks.send(SampleWorker.SLOW, new Text(""));
        CompletableFuture<String> watched = sent.watch();
        Patience.await().until(() -> sent.state() == TaskState.PROGRESS);

        assertThat(sent.revoke()).isTrue();

        assertThat(watched)
                .failsWithin(Patience.CEILING)
                .withThrowableThat()
                .withCauseInstanceOf(RevokedTaskException.class);
        assertThat(sent.state()).isEqualTo(TaskState.REVOKED);
    }

    @Test
    void taskThatHasExpiredIsNotBegun() {
        TaskHandle<String> sent = tasks.send(
                SampleWorker.ECHO.with(new Text("late")).expiresAt(Instant.now().minusSeconds(1)));

        assertThatThrownBy(() -> sent.await(Patience.CEILING))
                .isInstanceOf(RevokedTaskException.class)
                .extracting("reason")
                .isEqualTo("expired");
    }

    @Test
    void delayedTaskIsNotRunBefore() {
        Instant sentAt = Instant.now();
        TaskHandle<String> sent =
                tasks.send(SampleWorker.ECHO.with(new Text("later")).after(Duration.ofMillis(1500)));

        assertThat(sent.await(Patience.CEILING)).isEqualTo("later");
        assertThat(sent.snapshot().orElseThrow().dateDone()).isAfterOrEqualTo(sentAt.plusMillis(1500));
    }

    @Test
    void delayedTaskIsPartOfItsSendersTransaction() {
        TaskHandle<String> sent = new TransactionTemplate(sample.bean(PlatformTransactionManager.class))
                .execute(status -> {
                    status.setRollbackOnly();
                    return tasks.send(SampleWorker.ECHO.with(new Text("")).after(Duration.ofHours(1)));
                });

        assertThat(sample.count("scheduled_task where task_id = '" + sent.id() + "'"))
                .isZero();
    }

    @Test
    void batchGivesAHandleForEachCallInItsOrder() {
        List<TaskHandle<String>> sent = tasks.sendAll(IntStream.range(0, 20)
                .mapToObj(index -> SampleWorker.ECHO.with(new Text("text " + index)))
                .toList());

        assertThat(sent)
                .extracting(handle -> handle.await(Patience.CEILING))
                .containsExactlyElementsOf(IntStream.range(0, 20)
                        .mapToObj(index -> "text " + index)
                        .toList());
    }

    @Test
    void fairBatchIsRunToItsEnd() {
        List<TaskHandle<String>> sent = tasks.sendFairly(
                "tenant",
                2,
                IntStream.range(0, 10)
                        .mapToObj(index -> SampleWorker.ECHO.with(new Text("text " + index)))
                        .toList());

        assertThat(sent.get(9).await(Patience.CEILING)).isEqualTo("text 9");
    }

    @Test
    void sameKeyIsTheSameTask() {
        TaskCall<Text, String> call = SampleWorker.ECHO.with(new Text("first")).key("k1");
        TaskHandle<String> first = tasks.send(call);
        assertThat(first.await(Patience.CEILING)).isEqualTo("first");

        TaskHandle<String> second =
                tasks.send(SampleWorker.ECHO.with(new Text("second")).key("k1"));
        String other = tasks.send(SampleWorker.ECHO, new Text("behind it")).await(Patience.CEILING);

        assertThat(other).isEqualTo("behind it");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.await(Patience.CEILING)).isEqualTo("first");
        assertThat(sample.count("finished_task where task_id = '" + first.id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void delayedTaskOfAKeyWaitsOnce() {
        TaskCall<Text, String> call =
                SampleWorker.ECHO.with(new Text("")).key("k2").after(Duration.ofHours(1));
        TaskHandle<String> first = tasks.send(call);
        TaskHandle<String> second = tasks.send(call);

        assertThat(sample.count("scheduled_task where task_id = '" + first.id() + "'"))
                .isEqualTo(1);
        assertThat(second.revoke()).isTrue();
        assertThatThrownBy(() -> first.await(Patience.CEILING)).isInstanceOf(RevokedTaskException.class);
        assertThatThrownBy(
                        () -> tasks.send(SampleWorker.ECHO.with(new Text("now")).key("k2"))
                                .await(Patience.CEILING))
                .isInstanceOf(RevokedTaskException.class);
    }

    @Test
    void workflowHasTheResultOfItsLastTask() {
        Signature chain =
                Signature.chain(Signature.of(SampleWorker.ECHO, new Text("hello")), Signature.of(SampleWorker.PURE));

        assertThat(tasks.start(chain, SampleWorker.PURE).await(Patience.CEILING))
                .isEqualTo("hello");
    }

    @Test
    void workflowThatEndsInAGroupHasTheResultsOfItsMembers() {
        Signature group = Signature.group(
                Signature.of(SampleWorker.ECHO, new Text("a")), Signature.of(SampleWorker.ECHO, new Text("b")));

        assertThat(tasks.startAll(group, SampleWorker.ECHO))
                .extracting(handle -> handle.await(Patience.CEILING))
                .containsExactly("a", "b");
    }

    @Test
    void workflowThatEndsInAGroupHasNoOneResult() {
        Signature step = Signature.of(SampleWorker.ECHO, new Text("a")).after(Duration.ofHours(1));
        Signature first = step.with(step.options().with("task_id", "never-started"));
        Signature chain = Signature.chain(first, Signature.group(Signature.of(SampleWorker.ECHO)));

        assertThatThrownBy(() -> tasks.start(chain, SampleWorker.ECHO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("startAll");
        assertThat(sample.count("scheduled_task where task_id = 'never-started'"))
                .isZero();
        assertThat(tasks.startAll(chain, SampleWorker.ECHO)).hasSize(1);
        assertThat(sample.count("scheduled_task where task_id = 'never-started'"))
                .isEqualTo(1);
    }

    @Test
    void resultThatRedisHasForgottenIsInTheDatabase() {
        TaskHandle<String> sent = tasks.send(SampleWorker.ECHO, new Text("kept"));
        sent.await(Patience.CEILING);

        sample.services.flushRedis();

        assertThat(sent.state()).isEqualTo(TaskState.SUCCESS);
        assertThat(sent.await(Duration.ofMillis(1))).isEqualTo("kept");
    }

    @Test
    void endIsHeardOfWhileRedisIsAway() {
        redis.cut();
        try {
            TaskHandle<String> sent = tasks.send(SampleWorker.ECHO, new Text("in the dark"));
            TaskHandle<String> later =
                    tasks.send(SampleWorker.ECHO.with(new Text("")).after(Duration.ofHours(1)));

            assertThat(sent.await(Patience.CEILING)).isEqualTo("in the dark");
            assertThat(sample.bean(FinishedTasks.class).find(sent.id())).isPresent();
            assertThatThrownBy(later::state).isInstanceOf(UnavailableResultException.class);
            assertThatThrownBy(() -> later.await(Duration.ofMillis(10)))
                    .isInstanceOf(UnavailableResultException.class)
                    .isInstanceOf(TaskException.class);
        } finally {
            redis.restore();
        }
    }

    @Test
    void watchThatBeganWhileRedisWasAwayEnds() {
        TaskHandle<String> handle = tasks.handle(SampleWorker.ECHO, TaskId.random());
        redis.cut();
        CompletableFuture<String> watched;
        try {
            watched = handle.watch();
            tasks.send(SampleWorker.ECHO.with(new Text("heard")).id(handle.id()));
        } finally {
            redis.restore();
        }

        assertThat(watched).succeedsWithin(Patience.CEILING).isEqualTo("heard");
    }
}
