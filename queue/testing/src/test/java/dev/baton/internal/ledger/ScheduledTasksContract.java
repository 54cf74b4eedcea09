package dev.baton.internal.ledger;

import dev.baton.task.Mark;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every schedule does with the tasks that wait in it. */
public abstract class ScheduledTasksContract extends LedgerContract {
    @Test
    void taskIsSentOnceWhenItIsDueAndNotBefore() {
        TaskId id = TaskId.random();
        ScheduledTask task = task(id, in(60));
        scheduled().add(task);

        assertThat(sent()).isEmpty();
        assertThat(scheduled().nextDue()).contains(in(60));
        clock.advance(Duration.ofSeconds(60));
        List<ScheduledTask> sent = sent();

        assertThat(sent).extracting(ScheduledTask::id).containsExactly(id);
        assertThat(sent.get(0))
                .extracting(ScheduledTask::queue, ScheduledTask::task)
                .containsExactly("contract", "contract.task");
        assertThat(sent.get(0).message().headers()).isEqualTo(task.message().headers());
        assertThat(sent.get(0).message().body()).isEqualTo(task.message().body());
        assertThat(sent()).isEmpty();
        assertThat(scheduled().nextDue()).isEmpty();
    }

    @Test
    void theMostUrgentIsSentFirstThenTheLongestWaiting() {
        TaskId late = TaskId.random();
        TaskId early = TaskId.random();
        TaskId urgent = TaskId.random();
        scheduled().add(task(late, in(2)));
        scheduled().add(task(early, in(1)));
        scheduled().add(task(urgent, 0, in(3), request -> request.withPriority(9)));

        assertThat(scheduled().waiting(10)).extracting(ScheduledTask::id).containsExactly(early, late, urgent);
        clock.advance(Duration.ofSeconds(5));
        List<ScheduledTask> sent = new ArrayList<>();
        assertThat(scheduled().sendDue(2, due -> all(due, sent))).isEqualTo(2);
        assertThat(scheduled().sendDue(2, due -> all(due, sent))).isEqualTo(1);

        assertThat(sent).extracting(ScheduledTask::id).containsExactly(urgent, early, late);
    }

    @Test
    void whatWasNotSentIsTriedAgainLater() {
        TaskId id = TaskId.random();
        scheduled().add(task(id, clock.instant()));

        assertThat(scheduled().sendDue(10, due -> new Sending(Set.of(), Map.of())))
                .isEqualTo(1);

        assertThat(sent()).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(sent()).extracting(ScheduledTask::id).containsExactly(id);
    }

    @Test
    void attemptThatWaitsIsNotAddedTwice() {
        TaskId id = TaskId.random();
        scheduled().add(task(id, in(60)));
        scheduled().add(task(id, in(1)));

        assertThat(scheduled().nextDue()).contains(in(60));
        assertThat(scheduled().waiting(10)).hasSize(1);
    }

    @Test
    void attemptThatWasSentWaitsAgainOnlyWhereItComesBackTooEarly() {
        TaskId id = TaskId.random();
        scheduled().add(task(id, clock.instant()));
        assertThat(sent()).hasSize(1);

        scheduled().add(task(id, clock.instant()));
        assertThat(scheduled().waiting(10)).isEmpty();
        scheduled().add(task(id, in(1)));
        assertThat(scheduled().waiting(10)).hasSize(1);
    }

    @Test
    void taskThatHasEndedIsNotKept() {
        TaskId id = TaskId.random();
        finished().finish(id, () -> new TaskOutcome.Succeeded("x"));

        scheduled().add(task(id, in(60)));

        assertThat(scheduled().waiting(10)).isEmpty();
        assertThat(scheduled().takeCancelled(10)).isEmpty();
    }

    @Test
    void taskThatWasRevokedIsCancelled() {
        TaskId id = TaskId.random();
        finished().endUnrun(id, new TaskOutcome.Revoked("revoked"));

        scheduled().add(task(id, in(60)));

        assertThat(scheduled().waiting(10)).isEmpty();
        assertThat(scheduled().takeCancelled(10)).extracting(ScheduledTask::id).containsExactly(id);
        assertThat(scheduled().takeCancelled(10)).isEmpty();
    }

    @Test
    void taskThatIsCancelledIsSentNoMore() {
        TaskId unwanted = TaskId.random();
        TaskId wanted = TaskId.random();
        scheduled().add(task(unwanted, in(1)));
        scheduled().add(task(wanted, in(1)));

        scheduled().cancel(List.of(unwanted, TaskId.random()));

        clock.advance(Duration.ofSeconds(1));
        assertThat(sent()).extracting(ScheduledTask::id).containsExactly(wanted);
        assertThat(scheduled().takeCancelled(10)).extracting(ScheduledTask::id).containsExactly(unwanted);
    }

    @Test
    void taskThatIsForgottenIsSentNoMoreAndWasNeverTried() {
        TaskId id = TaskId.random();
        scheduled().add(task(id, 1, in(1), UnaryOperator.identity()));

        scheduled().forget(id);

        clock.advance(Duration.ofSeconds(1));
        assertThat(sent()).isEmpty();
        assertThat(scheduled().isSuperseded(id, 0)).isFalse();
        assertThat(scheduled().takeCancelled(10)).isEmpty();
    }

    @Test
    void laterAttemptSupersedesTheOnesBefore() {
        TaskId id = TaskId.random();
        scheduled().add(task(id, 1, in(1), UnaryOperator.identity()));

        assertThat(scheduled().isSuperseded(id, 0)).isTrue();
        assertThat(scheduled().isSuperseded(id, 1)).isFalse();
        assertThat(scheduled().isSuperseded(TaskId.random(), 0)).isFalse();
    }

    @Test
    void taskThatWasSentIsKeptWithoutWaiting() {
        TaskId id = TaskId.random();

        scheduled().keepSent(task(id, clock.instant()));

        assertThat(scheduled().waiting(10)).isEmpty();
        assertThat(sent()).isEmpty();
    }

    @Test
    void turnsAreSpacedAnew() {
        List<TaskId> ids = List.of(TaskId.random(), TaskId.random(), TaskId.random());
        for (int place = 0; place < ids.size(); place++) {
            scheduled().addWithTurn(task(ids.get(place), in(100 + 100 * place)));
        }
        TaskId other = TaskId.random();
        scheduled().add(task(other, in(1_000)));

        assertThat(scheduled().lastTurn("contract.task")).contains(in(300));
        assertThat(scheduled().lastTurn("contract.unknown")).isEmpty();
        assertThat(ids).allMatch(id -> scheduled().hadTurn(id, 0));
        assertThat(scheduled().hadTurn(other, 0)).isFalse();
        scheduled().spaceTurns("contract.task", Duration.ofSeconds(10));

        assertThat(scheduled().waiting(10))
                .extracting(ScheduledTask::due)
                .containsExactly(in(0), in(10), in(20), in(1_000));
        assertThat(scheduled().waiting(3)).extracting(ScheduledTask::id).containsExactlyElementsOf(ids);
    }

    @Test
    void attemptThatWasSentIsGivenATurn() {
        TaskId id = TaskId.random();
        scheduled().add(task(id, clock.instant()));
        assertThat(sent()).hasSize(1);

        scheduled().addWithTurn(task(id, in(5)));

        assertThat(scheduled().lastTurn("contract.task")).contains(in(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(sent()).extracting(ScheduledTask::id).containsExactly(id);
        assertThat(scheduled().hadTurn(id, 0)).isTrue();
    }

    @Test
    void tasksThatWaitAreFoundByTheirStamps() {
        TaskId stamped = TaskId.random();
        scheduled().add(task(stamped, 0, in(1), request -> request.withStamps(Map.of("tenant", List.of("a", "b")))));
        scheduled().add(task(TaskId.random(), in(1)));

        assertThat(scheduled().waitingWith(Mark.ofStamps(Map.of("tenant", "b"))))
                .containsExactly(stamped);
        assertThat(scheduled().waitingWith(Mark.ofStamps(Map.of("tenant", "c"))))
                .isEmpty();
    }

    @Test
    void whatIsAddedIsUndoneWithItsTransaction() {
        transaction().executeWithoutResult(status -> {
            scheduled().add(task(TaskId.random(), in(1)));
            assertThat(scheduled().waiting(10)).hasSize(1);
            status.setRollbackOnly();
        });

        assertThat(scheduled().waiting(10)).isEmpty();
    }

    private Instant in(int seconds) {
        return clock.instant().plusSeconds(seconds);
    }

    private List<ScheduledTask> sent() {
        List<ScheduledTask> sent = new ArrayList<>();
        int unused = scheduled().sendDue(100, due -> all(due, sent));
        return sent;
    }

    private static Sending all(List<ScheduledTask> due, List<ScheduledTask> sent) {
        sent.addAll(due);
        return new Sending(new HashSet<>(due), Map.of());
    }
}
