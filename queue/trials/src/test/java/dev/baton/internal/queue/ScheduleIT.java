package dev.baton.internal.queue;

import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tasks that wait: for their eta, and for another attempt. */
@RequiresServices
class ScheduleIT {
    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture();
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    @Test
    void taskWithAnEtaWaitsInTheDatabaseWithoutHoldingTheOnlySlot() {
        Instant eta = Instant.now().plus(Duration.ofSeconds(3));
        TaskId later =
                sample.send(SampleFixture.request(SampleWorker.ECHO, "later").withEta(eta));
        Patience.await().until(() -> waiting().contains(later));

        TaskId now = sample.send(SampleFixture.request(SampleWorker.ECHO, "now"));

        assertThat(doneAt(sample.await(now, TaskState.SUCCESS))).isBefore(eta);
        assertThat(doneAt(sample.await(later, TaskState.SUCCESS))).isAfterOrEqualTo(eta);
        assertThat(waiting()).doesNotContain(later);
    }

    @Test
    void taskForAnExchangeThatIsNotThereHoldsUpNoOther() {
        TaskId later = sample.send(SampleFixture.request(SampleWorker.ECHO, "later")
                .withEta(Instant.now().plus(Duration.ofSeconds(3))));
        // Both are due together, and this one is the first.
        sample.execute("""
                insert into scheduled_task (task_id, attempt, task, exchange, queue, due_at, headers, body, priority)
                select 'nowhere', 0, task, 'no.such.exchange', queue, due_at, headers, body, 9
                from scheduled_task where task_id = '%s'""".formatted(later));

        sample.await(later, TaskState.SUCCESS);
        assertThat(sample.count("scheduled_task where task_id = 'nowhere' and sent_at is null"))
                .isEqualTo(1);
        sample.execute("delete from scheduled_task where task_id = 'nowhere'");
    }

    @Test
    void taskThatIsTooLargeForTheBrokerHoldsUpNoOther() {
        Instant eta = Instant.now().plus(Duration.ofSeconds(2));
        List<TaskId> later = Stream.generate(() -> sample.send(
                        SampleFixture.request(SampleWorker.ECHO, "later").withEta(eta)))
                .limit(5)
                .toList();
        // All are due together. The broker closes the channel on what has more than 16 MiB, and forgets what came after
        // it.
        sample.execute("""
                insert into scheduled_task (task_id, attempt, task, exchange, queue, due_at, headers, body, priority)
                select 'enormous', 0, task, exchange, queue, due_at, headers, convert_to(repeat('x', 17000000), 'UTF8'), 9
                from scheduled_task where task_id = '%s'""".formatted(later.get(0)));

        later.forEach(id -> sample.await(id, TaskState.SUCCESS));
        assertThat(sample.count("scheduled_task where task_id = 'enormous' and sent_at is null"))
                .isEqualTo(1);
        sample.execute("delete from scheduled_task where task_id = 'enormous'");
    }

    @Test
    void failureThatARuleNamesIsTriedAgainUntilItPasses() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.FLAKY, "2"));

        assertThat(sample.await(id, TaskState.SUCCESS).result()).isEqualTo("after 2");
        assertThat(sample.count("scheduled_task where task_id = '" + id + "' and sent_at is not null"))
                .isEqualTo(2);
    }

    @Test
    void taskThatFailsInEveryAttemptEndsAsItsLastFailure() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.FLAKY, "99"));

        TaskSnapshot ended = sample.await(id, TaskState.FAILURE);
        assertThat(Objects.requireNonNull(ended.failure()).message()).isEqualTo("attempt 3");
        assertThat(sample.count("scheduled_task where task_id = '" + id + "'")).isEqualTo(3);
    }

    @Test
    void taskThatWaitsOutlivesTheWorkerThatScheduledIt() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.ECHO, "patient")
                .withEta(Instant.now().plus(Duration.ofSeconds(2))));
        Patience.await().until(() -> waiting().contains(id));

        sample.restart(() -> {});

        sample.await(id, TaskState.SUCCESS);
    }

    @Test
    void cancelledTaskIsNotSent() {
        TaskId id = sample.send(SampleFixture.request(SampleWorker.ECHO, "unwanted")
                .withEta(Instant.now().plus(Duration.ofHours(1))));
        Patience.await().until(() -> waiting().contains(id));

        sample.scheduled().cancel(List.of(id));

        assertThat(waiting()).doesNotContain(id);
    }

    private static List<TaskId> waiting() {
        return sample.scheduled().waiting(100).stream().map(ScheduledTask::id).toList();
    }

    private static Instant doneAt(TaskSnapshot ended) {
        return Objects.requireNonNull(ended.dateDone());
    }
}
