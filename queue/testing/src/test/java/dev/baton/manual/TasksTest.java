package dev.baton.manual;

import dev.baton.client.FailedTaskException;
import dev.baton.client.RevokedTaskException;
import dev.baton.client.TaskHandle;
import dev.baton.client.Tasks;
import dev.baton.client.UnreadableResultException;
import dev.baton.handler.TaskContext;
import dev.baton.handler.TaskHandler;
import dev.baton.internal.ledger.ScheduledTasks;
import dev.baton.task.TaskCall;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.task.TaskType;
import dev.baton.testing.Patience;
import dev.baton.workflow.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a sender is told, by the front door that applications have. */
class TasksTest extends WithWorker {
    private static final Duration AT_ONCE = Duration.ZERO;

    @Test
    void failureIsThrownWithWhatTheWorkerSaid() {
        ManualWorker worker = worker(new Script((context, text) -> {
                    throw new IllegalStateException("attempt " + context.retries());
                })
                .retrying(TWICE));
        TaskHandle<String> sent = worker.tasks().send(Script.TYPE, new Script.Text(""));

        for (int attempt = 0; attempt < 3; attempt++) {
            worker.run();
            worker.clock().advance(Duration.ofHours(1));
        }

        FailedTaskException failed = catchThrowableOfType(FailedTaskException.class, () -> sent.await(AT_ONCE));
        assertThat(failed).hasMessage("task " + sent.id() + " failed: IllegalStateException: attempt 2");
        assertThat(failed.failure().traceback()).contains("TasksTest");
        assertThat(sent.watch())
                .failsWithin(Patience.CEILING)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(FailedTaskException.class)
                .withMessage(failed.getMessage());
    }

    @Test
    void resultOfAnotherTypeIsUnreadable() {
        TaskType<Script.Text, Integer> wrong =
                new TaskType<>(Script.TYPE.name(), Script.Text.class, Integer.class, Script.TYPE.queue());
        ManualWorker worker = worker(Script.noting());

        TaskHandle<Integer> sent = worker.tasks().send(wrong, new Script.Text("hello"));
        worker.run();

        assertThatThrownBy(() -> sent.await(AT_ONCE))
                .isInstanceOf(UnreadableResultException.class)
                .hasMessageEndingWith("but the result of script.play must be a whole number, was \"hello\"");
    }

    @Test
    void taskThatHasExpiredIsNotBegun() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);

        TaskHandle<String> sent =
                worker.tasks().send(Script.TYPE.with(new Script.Text("late")).expiresAt(now().minusSeconds(1)));
        worker.run();

        assertThatThrownBy(() -> sent.await(AT_ONCE))
                .isInstanceOf(RevokedTaskException.class)
                .hasMessage("task " + sent.id() + " was revoked: expired")
                .extracting("reason")
                .isEqualTo("expired");
        assertThat(script.runs()).isZero();
    }

    @Test
    void delayedTaskIsNotRunBefore() {
        ManualWorker worker = worker(Script.noting());
        Instant sentAt = now();
        TaskHandle<String> sent =
                worker.tasks().send(Script.TYPE.with(new Script.Text("later")).after(Duration.ofMillis(1500)));

        worker.clock().advance(Duration.ofMillis(1499));
        assertThat(worker.run()).isZero();
        worker.clock().advance(Duration.ofMillis(1));
        worker.run();

        assertThat(sent.await(AT_ONCE)).isEqualTo("later");
        assertThat(sent.snapshot().orElseThrow().dateDone()).isAfterOrEqualTo(sentAt.plusMillis(1500));
    }

    @Test
    void fairBatchIsRunToItsEnd() {
        ManualWorker worker = worker(Script.noting());

        List<TaskHandle<String>> sent = worker.tasks()
                .sendFairly(
                        "tenant",
                        2,
                        IntStream.range(0, 10)
                                .mapToObj(index -> Script.TYPE.with(new Script.Text("text " + index)))
                                .toList());
        assertThat(worker.on(Script.TYPE.queue())).hasSize(2);
        worker.run();

        assertThat(sent.get(9).await(AT_ONCE)).isEqualTo("text 9");
    }

    @Test
    void sameKeyIsTheSameTask() {
        Script script = Script.noting();
        ManualWorker worker = worker(script);
        TaskHandle<String> first =
                worker.tasks().send(Script.TYPE.with(new Script.Text("first")).key("k1"));
        worker.run();
        assertThat(first.await(AT_ONCE)).isEqualTo("first");

        TaskHandle<String> second =
                worker.tasks().send(Script.TYPE.with(new Script.Text("second")).key("k1"));
        worker.run();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.await(AT_ONCE)).isEqualTo("first");
        assertThat(script.runs()).isEqualTo(1);
    }

    @Test
    void delayedTaskOfAKeyWaitsOnce() {
        ManualWorker worker = worker(Script.noting());
        TaskCall<Script.Text, String> call =
                Script.TYPE.with(new Script.Text("")).key("k2").after(Duration.ofHours(1));
        TaskHandle<String> first = worker.tasks().send(call);
        TaskHandle<String> second = worker.tasks().send(call);

        assertThat(worker.bean(ScheduledTasks.class).waiting(10)).hasSize(1);
        assertThat(second.revoke()).isTrue();
        assertThatThrownBy(() -> first.await(AT_ONCE))
                .isInstanceOf(RevokedTaskException.class)
                .hasMessage("task " + first.id() + " was revoked");
        TaskHandle<String> now =
                worker.tasks().send(Script.TYPE.with(new Script.Text("now")).key("k2"));
        worker.clock().advance(Duration.ofHours(2));
        assertThat(worker.run()).isEqualTo(1);
        assertThatThrownBy(() -> now.await(AT_ONCE)).isInstanceOf(RevokedTaskException.class);
    }

    @Test
    void delayedTasksEndByTheirStamp() {
        ManualWorker worker = worker(Script.noting());
        TaskCall<Script.Text, String> call =
                Script.TYPE.with(new Script.Text("")).after(Duration.ofHours(1)).stamp("run", "r1");
        List<TaskHandle<String>> sent = worker.tasks().sendAll(List.of(call, call));

        assertThat(worker.tasks().revokeStamped("run", "r1")).isEqualTo(2);

        assertThat(sent).extracting(TaskHandle::state).containsOnly(TaskState.REVOKED);
    }

    @Test
    void runsEndByTheirStamp() {
        Script[] self = new Script[1];
        self[0] = new Script((context, text) -> {
            assertThat(worker().tasks().revokeStamped("run", "r2")).isZero();
            assertThat(context.isCancelled()).isTrue();
            return () -> self[0].noted(text);
        });
        ManualWorker worker = worker(self[0]);

        TaskHandle<String> running =
                worker.tasks().send(Script.TYPE.with(new Script.Text("running")).stamp("run", "r2"));
        TaskHandle<String> waiting =
                worker.tasks().send(Script.TYPE.with(new Script.Text("waiting")).stamp("run", "r2"));
        worker.run();

        assertThat(List.of(running, waiting)).extracting(TaskHandle::state).containsOnly(TaskState.REVOKED);
        assertThat(self[0].runs()).isEqualTo(1);
        assertThat(self[0].notes).isEmpty();
    }

    @Test
    void workflowThatEndsInAGroupHasNoOneResult() {
        ManualWorker worker = worker(Script.noting());
        Signature first = Signature.of(Script.TYPE, new Script.Text("a")).after(Duration.ofHours(1));
        Signature chain = Signature.chain(first, Signature.group(Signature.of(Script.TYPE)));

        assertThatThrownBy(() -> worker.tasks().start(chain, Script.TYPE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("startAll");
        assertThat(worker.nextDue()).isEmpty();
        assertThat(worker.tasks().startAll(chain, Script.TYPE)).hasSize(1);
        assertThat(worker.nextDue()).contains(now().plus(Duration.ofHours(1)));
    }

    private Instant now() {
        return worker().clock().instant();
    }

    /** Sends what it is given to another handler, once its own end is certain. */
    private record Forwarding(Tasks tasks) implements TaskHandler<Script.Text, String> {
        static final TaskType<Script.Text, String> TYPE =
                new TaskType<>("script.forward", Script.Text.class, String.class, "forward");

        @Override
        public TaskType<Script.Text, String> type() {
            return TYPE;
        }

        @Override
        public Effects<String> prepare(TaskContext context, Script.Text input) {
            return () -> tasks.send(Script.TYPE.with(input).after(Duration.ofMinutes(1)))
                    .id()
                    .value();
        }
    }

    @Test
    void handlerSendsByTheSameFrontDoor() {
        Script script = Script.noting();
        ManualWorker worker = worker(ManualWorker.of(Forwarding::new, tasks -> script));

        TaskHandle<String> sent = worker.tasks().send(Forwarding.TYPE, new Script.Text("onwards"));
        worker.run();
        assertThat(script.notes).isEmpty();
        worker.clock().advance(Duration.ofMinutes(1));
        worker.run();

        assertThat(script.notes).containsExactly("onwards");
        TaskHandle<String> forwarded = worker.tasks().handle(Script.TYPE, new TaskId(sent.await(AT_ONCE)));
        assertThat(forwarded.await(AT_ONCE)).isEqualTo("onwards");
    }
}
