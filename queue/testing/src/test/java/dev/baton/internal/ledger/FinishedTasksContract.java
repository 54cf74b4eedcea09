package dev.baton.internal.ledger;

import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every ledger knows of tasks that have ended. */
public abstract class FinishedTasksContract extends LedgerContract {
    private static final TaskOutcome FAILED = new TaskOutcome.GivenUp(TaskFailure.refusal("Closed", "no more"));

    @Test
    void taskEndsOnceAndTheFirstEndStands() {
        TaskId id = TaskId.random();
        AtomicInteger runs = new AtomicInteger();

        TaskSnapshot first = finished().finish(id, () -> succeeded(runs.incrementAndGet()));
        TaskSnapshot second = finished().finish(id, () -> succeeded(runs.incrementAndGet()));

        assertThat(runs).hasValue(1);
        assertThat(second.result()).isEqualTo(first.result()).isEqualTo(1);
        assertThat(first.dateDone()).isEqualTo(clock.instant());
        assertThat(finished().find(id)).contains(first);
        assertThat(finished().find(TaskId.random())).isEmpty();
    }

    @Test
    void effectsThatFailLeaveTheTaskUnended() {
        TaskId id = TaskId.random();

        assertThatThrownBy(() -> finished().finish(id, () -> {
                    throw new IllegalStateException("not yet");
                }))
                .hasMessage("not yet");

        assertThat(finished().find(id)).isEmpty();
        assertThat(finished().finish(id, () -> succeeded("now")).result()).isEqualTo("now");
    }

    @Test
    void endThatFailsToBeFollowedIsNone() {
        TaskId id = TaskId.random();
        TaskId next = TaskId.random();

        assertThatThrownBy(() -> finished().finish(id, () -> succeeded("x"), ended -> {
                    scheduled().add(task(next, clock.instant()));
                    throw new IllegalStateException("nothing follows");
                }))
                .hasMessage("nothing follows");

        assertThat(finished().find(id)).isEmpty();
        assertThat(scheduled().waiting(100)).noneMatch(task -> task.id().equals(next));
    }

    @Test
    void whatFollowsIsRecordedWithTheEnd() {
        TaskId id = TaskId.random();

        finished().finish(id, () -> succeeded("x"), ended -> ended.withChildren(List.of("child")));

        assertThat(finished().find(id).orElseThrow().children()).containsExactly("child");
    }

    @Test
    void whoEndsATaskThatIsJustEndingWaitsForThatEnd() throws InterruptedException {
        TaskId id = TaskId.random();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<TaskSnapshot> first =
                CompletableFuture.supplyAsync(() -> finished().finish(id, () -> {
                    begun.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    return succeeded("first");
                }));
        begun.await();

        AtomicInteger second = new AtomicInteger();
        CompletableFuture<TaskSnapshot> other =
                CompletableFuture.supplyAsync(() -> finished().finish(id, () -> succeeded(second.incrementAndGet())));
        goOn.countDown();

        assertThat(other.join().result()).isEqualTo("first");
        assertThat(first.join().result()).isEqualTo("first");
        assertThat(second).hasValue(0);
    }

    @Test
    void endWithoutARunIsOwedToTheResultStore() {
        TaskId id = TaskId.random();
        TaskId before = TaskId.random();
        finished().finish(before, () -> succeeded("x"));

        assertThat(finished().endUnrun(id, FAILED).orElseThrow().state()).isEqualTo(TaskState.FAILURE);
        assertThat(finished().endUnrun(before, FAILED)).isEmpty();

        assertThat(announced()).containsOnlyKeys(id);
        assertThat(announced()).isEmpty();
    }

    @Test
    void endThatCouldNotBeToldIsOwedUntilItIs() {
        TaskId id = TaskId.random();
        finished().finish(id, () -> succeeded("x"));
        assertThat(announced()).isEmpty();

        finished().noteUnannounced(id);
        assertThatThrownBy(() -> finished().announce(10, owed -> {
                    throw new IllegalStateException("away");
                }))
                .hasMessage("away");
        assertThat(announced()).containsOnlyKeys(id);

        finished().noteUnannounced(id);
        finished().noteAnnounced(List.of(finished().find(id).orElseThrow()));
        assertThat(announced()).isEmpty();
    }

    @Test
    void endsOfASpanAreOwedAgain() {
        for (int number = 0; number < 3; number++) {
            finished().finish(TaskId.random(), () -> succeeded("x"));
        }

        assertThat(finished().oweAgain(Duration.ofHours(1))).isEqualTo(3);
        assertThat(finished().oweAgain(Duration.ofHours(1))).isZero();
        assertThat(finished().announce(2, owed -> {})).isEqualTo(2);
        assertThat(finished().announce(2, owed -> {})).isEqualTo(1);
    }

    @Test
    void taskThatIsWithdrawnIsRevokedHoweverItEnded() {
        TaskId ended = TaskId.random();
        TaskId unknown = TaskId.random();
        finished().finish(ended, () -> succeeded("x"));
        assertThat(finished().isRevoked(ended.value())).isFalse();

        finished().withdraw(List.of(ended, unknown));

        assertThat(finished().findAll(List.of(ended, unknown, TaskId.random())))
                .containsOnlyKeys(ended, unknown)
                .allSatisfy((id, end) -> assertThat(end.state()).isEqualTo(TaskState.REVOKED));
        assertThat(finished().isRevoked(ended.value())).isTrue();
        assertThat(finished().revoked(10)).containsExactlyInAnyOrder(ended, unknown);
        assertThat(finished().revoked(1)).hasSize(1);
    }

    @Test
    void failureIsForgottenAndAnotherEndIsNot() {
        TaskId failed = TaskId.random();
        TaskId done = TaskId.random();
        finished().finish(failed, () -> FAILED);
        finished().finish(done, () -> succeeded("x"));

        finished().forgetFailure(failed);
        finished().forgetFailure(done);

        assertThat(finished().findAll(List.of(failed, done))).containsOnlyKeys(done);
        assertThat(finished().finish(failed, () -> succeeded("now")).result()).isEqualTo("now");
    }

    @Test
    void recordIsUndoneWithItsCallersTransaction() {
        TaskId id = TaskId.random();

        transaction().executeWithoutResult(status -> {
            finished().finish(id, () -> succeeded("x"));
            assertThat(finished().find(id)).isPresent();
            status.setRollbackOnly();
        });

        assertThat(finished().find(id)).isEmpty();
    }

    @Test
    void manyTasksEndAtOnce() {
        List<TaskId> ids = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            ids.add(TaskId.random());
        }

        ids.parallelStream().forEach(id -> finished().finish(id, () -> succeeded(id.value())));

        await().until(() -> finished().findAll(ids).size() == ids.size());
        assertThat(finished().findAll(ids))
                .allSatisfy((id, end) -> assertThat(end.result()).isEqualTo(id.value()));
    }

    private Map<TaskId, TaskSnapshot> announced() {
        Map<TaskId, TaskSnapshot> told = new java.util.HashMap<>();
        finished().announce(10, owed -> owed.forEach(one -> told.put(one.id(), one)));
        return told;
    }

    private static TaskOutcome succeeded(Object output) {
        return new TaskOutcome.Succeeded(output);
    }
}
