package dev.baton.internal.ledger;

import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whom every gate lets in, and when. */
public abstract class GatesContract extends LedgerContract {
    private static final String HOLDER = "worker";
    private static final Duration LEASE = Duration.ofHours(1);

    private final Gate gate = new Gate("door", 1, "");
    private final ScheduledTask first = now();
    private final ScheduledTask second = now();

    @Test
    void onlySoManyAreInsideAsThereArePlaces() {
        Gate two = new Gate("door", 2, "");
        List<ScheduledTask> tasks = Stream.generate(this::now).limit(4).toList();

        assertThat(tasks)
                .extracting(task -> gates().enter(task, two, HOLDER, LEASE))
                .containsExactly(true, true, false, false);

        assertThat(sent()).isEmpty();
        assertThat(gates().leave("door", tasks.get(1).id())).isTrue();
        assertThat(sent()).containsExactly(tasks.get(2).id());
        assertThat(sent()).isEmpty();
    }

    @Test
    void whoIsDeliveredAgainHasItsPlaceAlready() {
        assertThat(enters(first)).isTrue();
        assertThat(enters(second)).isFalse();

        assertThat(enters(first)).isTrue();
        gates().leave("door", first.id());

        assertThat(sent()).containsExactly(second.id());
        assertThat(enters(second)).isTrue();
    }

    @Test
    void whoComesLaterDoesNotOvertake() {
        ScheduledTask third = now();
        enters(first);
        enters(second);
        gates().leave("door", first.id());

        assertThat(enters(third)).isFalse();

        assertThat(sent()).containsExactly(second.id());
    }

    @Test
    void gatesOfOtherNamesAreOthers() {
        assertThat(enters(first)).isTrue();

        assertThat(gates().enter(second, new Gate("other door", 1, ""), HOLDER, LEASE))
                .isTrue();
    }

    @Test
    void whoWasNotInsideFreesNothing() {
        enters(first);
        enters(second);

        assertThat(gates().leave("door", TaskId.random())).isFalse();
        assertThat(gates().leave("other door", first.id())).isFalse();

        assertThat(sent()).isEmpty();
    }

    @Test
    void placeThatNobodyRenewsIsFree() {
        assertThat(gates().enter(first, gate, HOLDER, Duration.ZERO)).isTrue();

        assertThat(enters(second)).isTrue();
    }

    @Test
    void whoSweepsLetsInWhoWaitsForThePlaceOfTheDead() {
        enters(first);
        enters(second);
        gates().renew("another worker", Duration.ZERO);
        assertThat(gates().sweep()).isFalse();

        gates().renew(HOLDER, Duration.ZERO);

        assertThat(gates().sweep()).isTrue();
        assertThat(sent()).containsExactly(second.id());
        assertThat(gates().sweep()).isFalse();
    }

    @Test
    void placeThatIsRenewedIsKept() {
        enters(first);
        enters(second);
        gates().renew(HOLDER, Duration.ZERO);
        gates().renew(HOLDER, LEASE);

        assertThat(gates().sweep()).isFalse();

        assertThat(sent()).isEmpty();
    }

    @Test
    void whoSweepsFreesThePlacesOfTasksThatHaveEnded() {
        enters(first);
        enters(second);

        finished().endUnrun(first.id(), new TaskOutcome.GivenUp(TaskFailure.refusal("Closed", "no more")));

        assertThat(gates().sweep()).isTrue();
        assertThat(sent()).containsExactly(second.id());
    }

    @Test
    void whoIsCancelledIsNotLetIn() {
        enters(first);
        enters(second);

        scheduled().cancel(List.of(second.id()));

        assertThat(gates().leave("door", first.id())).isFalse();
        assertThat(sent()).isEmpty();
        assertThat(enters(now())).isTrue();
    }

    @Test
    void whoIsForgottenIsNotLetIn() {
        ScheduledTask third = now();
        enters(first);
        enters(second);
        enters(third);

        scheduled().forget(second.id());

        assertThat(gates().leave("door", first.id())).isTrue();
        assertThat(sent()).containsExactly(third.id());
    }

    @Test
    void tasksOfABatchAreLetInAsPlacesBecomeFree() {
        List<ScheduledTask> batch = batch(0, 0, 0);

        assertThat(admitted(batch, "share", 2)).isEqualTo(ids(batch.subList(0, 2)));
        assertThat(sent()).isEmpty();

        assertThat(gates().leave("door", batch.get(0).id())).isTrue();
        assertThat(sent()).containsExactly(batch.get(2).id());
        assertThat(gates().leave("door", batch.get(1).id())).isFalse();
    }

    @Test
    void sharesAreLetInInTurn() {
        List<ScheduledTask> many = batch(0, 0, 0);
        List<ScheduledTask> few = batch(0, 0);
        admitted(many, "many", 1);
        admitted(few, "few", 1);

        List<TaskId> order = new ArrayList<>(ids(many.subList(0, 1)));
        while (gates().leave("door", order.get(order.size() - 1))) {
            order.addAll(sent());
        }

        assertThat(order)
                .containsExactlyElementsOf(ids(List.of(many.get(0), few.get(0), many.get(1), few.get(1), many.get(2))));
    }

    @Test
    void mostUrgentOfAShareGoesFirstAndThenTheLongestWaiting() {
        List<ScheduledTask> batch = batch(0, 0, 9, 4);
        ScheduledTask before = batch(0).get(0);
        admitted(List.of(before), "share", 1);
        admitted(batch, "share", 1);

        List<TaskId> order = new ArrayList<>(List.of(before.id()));
        while (gates().leave("door", order.get(order.size() - 1))) {
            order.addAll(sent());
        }

        assertThat(order.subList(1, order.size()))
                .containsExactlyElementsOf(ids(List.of(batch.get(2), batch.get(3), batch.get(0), batch.get(1))));
    }

    @Test
    void noneWaitsOfABatchThatCannotBeSent() {
        List<ScheduledTask> batch = batch(0, 0);

        assertThatThrownBy(() -> gates().admit(batch, gate, letIn -> {
                    throw new IllegalStateException("no broker");
                }))
                .hasMessage("no broker");

        assertThat(scheduled().waiting(10)).isEmpty();
        assertThat(sent()).isEmpty();
        assertThat(enters(first)).isTrue();
    }

    boolean enters(ScheduledTask task) {
        return gates().enter(task, gate, HOLDER, LEASE);
    }

    private List<TaskId> admitted(List<ScheduledTask> batch, String share, int places) {
        List<TaskId> sent = new ArrayList<>();
        gates().admit(batch, new Gate("door", places, share), letIn -> sent.addAll(ids(letIn)));
        return sent;
    }

    List<TaskId> sent() {
        List<ScheduledTask> sent = new ArrayList<>();
        scheduled().sendDue(10, due -> {
            sent.addAll(due);
            return new Sending(Set.copyOf(due), Map.of());
        });
        return ids(sent);
    }

    private static List<TaskId> ids(List<ScheduledTask> tasks) {
        return tasks.stream().map(ScheduledTask::id).toList();
    }

    ScheduledTask now() {
        return task(TaskId.random(), 0, clock.instant(), UnaryOperator.identity());
    }

    private List<ScheduledTask> batch(int... priorities) {
        return IntStream.of(priorities)
                .mapToObj(priority ->
                        task(TaskId.random(), 0, clock.instant(), request -> request.withPriority(priority)))
                .toList();
    }
}
