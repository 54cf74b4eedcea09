package dev.baton.internal.queue;

import dev.baton.client.RevokedTaskException;
import dev.baton.client.TaskException;
import dev.baton.client.TaskHandle;
import dev.baton.client.Tasks;
import dev.baton.client.UnavailableResultException;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.sample.SampleWorker.Text;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import java.time.Duration;
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
