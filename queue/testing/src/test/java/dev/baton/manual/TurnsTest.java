package dev.baton.manual;

import dev.baton.client.TaskHandle;
import dev.baton.handler.RateLimits;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.ledger.Gate;
import dev.baton.internal.ledger.Gates;
import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.task.RateLimit;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** In which order tasks begin that must wait for each other, and when. */
class TurnsTest extends WithWorker {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    @Test
    void tasksBeginEvenlySpacedInTheirOrderAndNoneCountsAsTriedBefore() {
        List<Instant> begun = new ArrayList<>();
        List<Integer> retries = new ArrayList<>();
        Script[] self = new Script[1];
        self[0] = new Script((context, text) -> {
                    begun.add(worker().clock().instant());
                    retries.add(context.retries());
                    return () -> self[0].noted(text);
                })
                .at(RateLimit.of("4/s"));
        ManualWorker worker = worker(self[0]);
        Instant sent = worker.clock().instant();
        List<String> texts = List.of("0", "1", "2", "3", "4", "5", "6", "7");
        texts.forEach(text -> worker.send(Script.TYPE, new Script.Text(text)));

        for (int turn = 0; turn < texts.size(); turn++) {
            worker.run();
            assertThat(self[0].notes).hasSize(turn + 1);
            worker.clock().advance(INTERVAL);
        }

        assertThat(self[0].notes).isEqualTo(texts);
        assertThat(retries).containsOnly(0);
        assertThat(begun)
                .containsExactlyElementsOf(IntStream.range(0, texts.size())
                        .mapToObj(turn -> sent.plus(INTERVAL.multipliedBy(turn)))
                        .toList());
    }

    @Test
    void limitThatIsChangedHoldsForWhatWaitsAlready() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        worker.bean(RateLimits.class).change(Script.TYPE.name(), "1/h");
        for (int number = 0; number < 10; number++) {
            worker.send(Script.TYPE, new Script.Text("n" + number));
        }
        worker.run();
        assertThat(script.notes).hasSize(1);

        worker.bean(RateLimits.class).change(Script.TYPE.name(), "100/s");
        worker.clock().advance(Duration.ofSeconds(1));
        worker.run();

        assertThat(script.notes).hasSize(10);
    }

    @Test
    void textThatIsNoRateChangesNothing() {
        ManualWorker worker = worker(Script.noting());

        assertThatThrownBy(() -> worker.bean(RateLimits.class).change(Script.TYPE.name(), "often"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10/m");
    }

    @Test
    void tenantsTakeTurns() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        Stream.of("first", "second", "third").forEach(tenant -> sendFairly(tenant, Collections.nCopies(8, tenant)));

        worker.run();

        assertThat(script.notes).hasSize(24);
        assertThat(script.notes.subList(0, 3)).containsExactlyInAnyOrder("first", "second", "third");
        assertThat(Collections.frequency(script.notes.subList(0, 12), "third")).isEqualTo(4);
        assertThat(Collections.frequency(script.notes.subList(12, 24), "first")).isEqualTo(4);
    }

    @Test
    void mostUrgentOfATenantsTasksGoesFirst() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        worker.tasks()
                .sendFairly(
                        "urgent",
                        1,
                        Stream.of(0, 0, 3, 1, 4, 9)
                                .map(priority -> Script.TYPE
                                        .with(new Script.Text(String.valueOf(priority)))
                                        .priority(priority))
                                .toList());

        worker.run();

        assertThat(script.notes).containsExactly("9", "4", "3", "1", "0", "0");
    }

    private List<TaskHandle<String>> sendFairly(String tenant, List<String> texts) {
        return worker().tasks()
                .sendFairly(
                        tenant,
                        1,
                        texts.stream()
                                .map(text -> Script.TYPE.with(new Script.Text(text)))
                                .toList());
    }

    @Test
    void placeThatNobodyRenewsIsGivenToAnother() {
        ManualWorker worker = worker(Script.noting().inPlaces(1));
        TaskRequest lost = TaskRequest.of(TaskId.random(), Script.TYPE.name(), Map.of("text", "key"));
        boolean isIn = worker.bean(Gates.class)
                .enter(taken(lost), new Gate("key key", 1, ""), "a dead worker", Duration.ofSeconds(2));
        assertThat(isIn).isTrue();

        TaskId next = worker.send(Script.TYPE, new Script.Text("key"));
        worker.run();
        assertThat(worker.state(next)).isEqualTo(TaskState.PENDING);
        worker.clock().advance(Duration.ofSeconds(2));
        worker.run();

        assertThat(worker.state(next)).isEqualTo(TaskState.SUCCESS);
    }

    /** A task that a worker has, which dies. */
    private ScheduledTask taken(TaskRequest request) {
        Instant now = worker().clock().instant();
        CeleryMessage message = worker().bean(MessageCodec.class).encode(request, now);
        return new ScheduledTask(request.id(), 0, request.task(), Script.TYPE.queue(), now, message);
    }
}
