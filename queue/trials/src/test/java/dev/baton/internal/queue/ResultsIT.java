package dev.baton.internal.queue;

import dev.baton.internal.control.RevokeTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultWatch;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What clients read of tasks, with extended results. */
@RequiresServices
class ResultsIT {
    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture(properties -> {
            properties.put("baton.redis.result-extended", "true");
            properties.put("baton.worker.owed-results-interval", "200ms");
            return properties;
        });
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @Test
    void celeryReadsTheExtendedResultOfATaskThatBatonRan() {
        assumeTrue(Celery.isPresent(), "no Celery beside the services");
        String id = TaskId.random().value();

        String said = Celery.run(sample.services, """
                from celery.result import AsyncResult
                sent = app.send_task("sample.echo", args=["hello"], queue="sample", task_id="%s")
                print("got", sent.get(timeout=60))
                read = AsyncResult("%s", app=app)
                print("read", read.name, read.args, read.kwargs, read.retries, read.queue, read.date_done is not None)
                print("worker", read.worker)
                """.formatted(id, id));

        assertThat(said)
                .contains("got hello")
                .contains("read sample.echo ['hello'] {} 0 sample True")
                .contains("worker baton");
    }

    @Test
    void resultsOfTasksWithEffectsOutliveAFlushedRedis() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.ECHO, "kept"));
        TaskId pure = sample.send(SampleFixture.request(SampleWorker.PURE, "gone"));
        sample.await(id, TaskState.SUCCESS);
        sample.await(pure, TaskState.SUCCESS);

        sample.bean(RedissonClient.class).getKeys().flushdb();

        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("kept");
        assertThat(sample.bean(ResultStore.class).find(pure)).isEmpty();
    }

    @Test
    void clientThatWaitsInCeleryIsToldAfterAFlush() {
        TaskId id = forgotten("heard");

        sample.bean(RedissonClient.class).getKeys().delete("baton-results");

        assertHears(id, "heard");
    }

    @Test
    void whatRedisLostWhenItWasKilledIsToldAgain() {
        TaskId id = forgotten("unwritten");

        // What it finds that was started again: the name of the process before.
        sample.bean(ResultStore.class).noteMemory(new ResultStore.Memory("before", null));

        assertHears(id, "unwritten");
    }

    /** A task that has ended, of which the result store knows no more. */
    private static TaskId forgotten(String text) {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.ECHO, text));
        sample.await(id, TaskState.SUCCESS);
        sample.bean(ResultStore.class).forget(List.of(id));
        return id;
    }

    private static void assertHears(TaskId id, String result) {
        assertThat(sample.bean(ResultStore.class)
                        .awaitFinal(id, Patience.CEILING)
                        .orElseThrow()
                        .result())
                .isEqualTo(result);
    }

    @Test
    void endIsHeardByWhoListenedBeforeTheTaskWasSent() {
        TaskRequest request = SampleFixture.request(SampleWorker.ECHO, "listened for");
        try (ResultWatch watch = sample.bean(ResultStore.class).watch(request.id())) {
            assertThat(watch.awaitFinal(Duration.ZERO)).isEmpty();

            sample.send(request);

            assertThat(watch.awaitFinal(Patience.CEILING).orElseThrow().result())
                    .isEqualTo("listened for");
            assertThat(watch.awaitFinal(Patience.CEILING).orElseThrow().state()).isEqualTo(TaskState.SUCCESS);
        }
    }

    @Test
    void taskThatWaitsOnItsQueueIsPendingAndAnUnknownOneIsNothing() {
        TaskId slow = sample.send(SampleFixture.request(SampleWorker.SLOW, "x"));
        sample.await(slow, TaskState.PROGRESS);

        TaskId waiting = sample.send(SampleFixture.request(SampleWorker.ECHO, "behind it"));

        sample.await(waiting, TaskState.PENDING);
        assertThat(sample.bean(ResultStore.class).find(TaskId.random())).isEmpty();
        sample.bean(RevokeTasks.class).revoke(List.of(slow));
        assertThat(sample.await(waiting, TaskState.SUCCESS).details()).satisfies(details -> {
            assertThat(details.queue()).isEqualTo(SampleWorker.QUEUE);
            assertThat(details.queuedAt()).isBeforeOrEqualTo(details.startedAt());
        });
    }
}
