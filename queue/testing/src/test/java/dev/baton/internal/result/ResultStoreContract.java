package dev.baton.internal.result;

import dev.baton.task.TaskDetails;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What every result store keeps of tasks, and which moves between their states it allows. */
public abstract class ResultStoreContract {
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00.123456Z");

    /** Returns an empty store that keeps results for {@code ttl}, and longer that tasks have ended. */
    protected abstract ResultStore store(Duration ttl, boolean extended);

    /** Lets {@code time} pass, where the store does not have its own. */
    protected abstract void pass(Duration time);

    @Test
    void theMovesOfTheTableAreAllowedAndNoOthers() {
        ResultStore store = store(Duration.ofHours(1), false);
        for (TaskState from : TaskState.values()) {
            for (TaskState to : TaskState.values()) {
                TaskId id = TaskId.random();
                store.save(in(from, id));

                store.save(in(to, id));

                assertThat(store.find(id).orElseThrow().state())
                        .as("%s to %s", from, to)
                        .isEqualTo(from == to || from.mayBecome(to) ? to : from);
            }
        }
    }

    @Test
    void ofManyEndsAtOnceOneStandsAndAllAreToldWhich() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId id = TaskId.random();

        List<Object> told = IntStream.range(0, 50)
                .parallel()
                .mapToObj(number -> TaskSnapshot.finished(id, new TaskOutcome.Succeeded(number), NOW))
                .map(mine ->
                        Objects.requireNonNull(store.offer(mine).orElse(mine).result()))
                .toList();

        assertThat(told)
                .containsOnly(
                        Objects.requireNonNull(store.find(id).orElseThrow().result()));
    }

    @Test
    void taskThatWaitsIsToldFromOneThatNobodySentAndNeverHidesHowFarItIs() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId waiting = TaskId.random();
        TaskId ended = TaskId.random();
        store.save(in(TaskState.SUCCESS, ended));

        store.notePending(List.of(TaskSnapshot.pending(waiting), TaskSnapshot.pending(ended)));

        await().until(() -> store.find(waiting).isPresent());
        assertThat(store.find(waiting).orElseThrow().state()).isEqualTo(TaskState.PENDING);
        assertThat(store.find(ended).orElseThrow().state()).isEqualTo(TaskState.SUCCESS);
        assertThat(store.find(TaskId.random())).isEmpty();
    }

    @Test
    void extendedResultKeepsWhenItWasSentAndBegunUntilTheEnd() {
        ResultStore store = store(Duration.ofHours(1), true);
        TaskRequest request = TaskRequest.of(TaskId.random(), "t", Map.of("queued_at", "\"queued_at\":"))
                .withArgs(List.of(1));
        store.notePending(List.of(TaskSnapshot.pending(request.id()).with(TaskDetails.sent(request, "q", NOW))));
        await().until(() -> store.find(request.id()).isPresent());
        TaskDetails taken = TaskDetails.taken(request.takenFrom("q"), "worker@host");
        store.save(TaskSnapshot.started(request.id(), Map.of()).with(taken.startedAt(NOW.plusSeconds(1))));

        store.save(TaskSnapshot.finished(request.id(), new TaskOutcome.Succeeded(List.of()), NOW.plusSeconds(2))
                .with(taken));

        TaskSnapshot ended = store.find(request.id()).orElseThrow();
        assertThat(ended.result()).isEqualTo(List.of());
        assertThat(ended.details())
                .isEqualTo(new TaskDetails(
                        "t", List.of(1), request.kwargs(), "worker@host", 0, "q", NOW, NOW.plusSeconds(1)));
    }

    @Test
    void resultThatExpiredIsToldFromOneThatNeverWas() {
        ResultStore store = store(Duration.ofSeconds(1), false);
        TaskId ended = TaskId.random();
        TaskId unknown = TaskId.random();

        store.save(in(TaskState.SUCCESS, ended));

        pass(Duration.ofSeconds(1));
        await().until(() -> store.find(ended).isEmpty());
        assertThat(store.expired(List.of(ended, unknown))).containsExactly(ended);
    }

    @Test
    void whatIsForgottenMayBeginAgain() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId id = TaskId.random();
        store.save(in(TaskState.FAILURE, id));

        store.forget(List.of(id));
        store.save(in(TaskState.STARTED, id));

        assertThat(store.find(id).orElseThrow().state()).isEqualTo(TaskState.STARTED);
        assertThat(store.expired(List.of(id))).isEmpty();
    }

    @Test
    void emptyStoreKnowsThatItIs() {
        ResultStore store = store(Duration.ofHours(1), false);

        ResultStore.Memory empty = store.memory();
        assertThat(empty.lostFor()).isEqualTo(Duration.ofHours(1));
        assertThat(empty.process()).isNotEmpty();
        store.noteMemory(empty);
        assertThat(store.memory()).isEqualTo(new ResultStore.Memory(empty.process(), null));
    }

    @Test
    void storeThatWasStartedAgainMayHaveLostItsLastMinute() {
        ResultStore store = store(Duration.ofHours(1), false);
        ResultStore.Memory now = store.memory();

        store.noteMemory(new ResultStore.Memory("before", null));

        assertThat(store.memory().process()).isEqualTo(now.process());
        assertThat(store.memory().lostFor()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anEndWhoseResultIsNoNumberStands() {
        ResultStore store = store(Duration.ofHours(1), true);
        TaskId id = TaskId.random();
        store.save(TaskSnapshot.finished(id, new TaskOutcome.Succeeded(List.of(Double.NaN, -1 / 0.0)), NOW));

        assertThat(store.offer(in(TaskState.FAILURE, id)).orElseThrow().state()).isEqualTo(TaskState.SUCCESS);

        assertThat(store.find(id).orElseThrow().result()).isEqualTo(List.of(Double.NaN, -1 / 0.0));
    }

    @Test
    void whatWasRevokedIsKnownWhenOtherResultsHaveExpired() {
        ResultStore store = store(Duration.ofSeconds(1), false);
        TaskId failed = TaskId.random();
        TaskId revoked = TaskId.random();

        store.saveAll(List.of(in(TaskState.FAILURE, failed), in(TaskState.REVOKED, revoked)));

        pass(Duration.ofSeconds(1));
        await().until(() -> store.find(failed).isEmpty());
        assertThat(store.findAll(List.of(failed, revoked))).containsOnlyKeys(revoked);
    }

    @Test
    void whoWatchesHearsTheEndAndNothingBefore() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId id = TaskId.random();

        try (ResultWatch watch = store.watch(id)) {
            assertThat(watch.awaitFinal(Duration.ZERO)).isEmpty();
            store.save(in(TaskState.STARTED, id));
            assertThat(watch.awaitFinal(Duration.ZERO).orElseThrow().state()).isEqualTo(TaskState.STARTED);
            store.save(in(TaskState.SUCCESS, id));

            assertThat(watch.awaitFinal(Patience.CEILING).orElseThrow().state()).isEqualTo(TaskState.SUCCESS);
        }
        assertThat(store.awaitFinal(id, Duration.ZERO).orElseThrow().state()).isEqualTo(TaskState.SUCCESS);
    }

    @Test
    void endIsFoundWithoutWaitingOnceItIsKnown() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId id = TaskId.random();
        store.save(in(TaskState.STARTED, id));

        assertThat(store.findEndAsync(id).toCompletableFuture().join()).isEmpty();
        assertThat(store.offerAsync(in(TaskState.SUCCESS, id))
                        .toCompletableFuture()
                        .join())
                .isEmpty();

        assertThat(store.findEndAsync(id)
                        .toCompletableFuture()
                        .join()
                        .orElseThrow()
                        .state())
                .isEqualTo(TaskState.SUCCESS);
        assertThat(store.offerAsync(in(TaskState.FAILURE, id))
                        .toCompletableFuture()
                        .join()
                        .orElseThrow()
                        .state())
                .isEqualTo(TaskState.SUCCESS);
    }

    protected static TaskSnapshot in(TaskState state, TaskId id) {
        TaskFailure failure = TaskFailure.refusal("Busy", "busy");
        return switch (state) {
            case FAILURE, REVOKED, RETRY -> new TaskSnapshot(id, state, null, failure, null);
            default -> new TaskSnapshot(id, state, state.name(), null, null);
        };
    }
}
