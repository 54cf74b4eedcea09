package dev.baton.internal.queue.flow;

import dev.baton.flowing.FlowWorker;
import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.Celery;
import dev.baton.testing.RequiresServices;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Workflows that a Java application starts, of tasks that run in Java and in Python. */
@RequiresServices
class JavaFlowsIT {
    private static FlowFixture flows;

    @BeforeAll
    static void start() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        flows = new FlowFixture().withPython();
    }

    @AfterAll
    static void stop() {
        if (flows != null) {
            flows.close();
        }
    }

    private static Signature.Task sum(int a, int b) {
        return Signature.of(FlowWorker.ADD, new FlowWorker.Pair(a, b));
    }

    @Test
    void chainPassesEachResultOn() {
        ResultTree result = flows.start(Signature.chain(
                sum(1, 2), Signature.of("py.add", 10), Signature.of("java.add", 100), Signature.of(FlowWorker.NOTE)));

        assertThat(flows.await(result).result()).isEqualTo(113);
        assertThat(flows.await(Objects.requireNonNull(result.parent())).result())
                .isEqualTo(113);
    }

    @Test
    void groupGivesAllResults() {
        ResultTree result = flows.start(Signature.group(sum(1, 1), Signature.of("py.add", 2, 2), sum(3, 3)));

        assertThat(result.tasks().stream().map(flows::await).map(TaskSnapshot::result))
                .isEqualTo(List.of(2, 4, 6));
    }

    @Test
    void chordGivesItsBodyAllResultsWhereverTheyComeFrom() {
        List<Signature.Task> header = List.of(sum(1, 1), Signature.of("py.add", 2, 2), sum(3, 3));

        ResultTree java = flows.start(Signature.chord(header, Signature.of(FlowWorker.SUM)));
        ResultTree python = flows.start(Signature.chord(header, Signature.of("py.sum")));
        ResultTree onlyPython = flows.start(Signature.chord(
                List.of(Signature.of("py.add", 1, 1), Signature.of("py.add", 2, 2)), Signature.of(FlowWorker.SUM)));

        assertThat(flows.await(java).result()).isEqualTo(12);
        assertThat(flows.await(python).result()).isEqualTo(12);
        assertThat(flows.await(onlyPython).result()).isEqualTo(6);
    }

    @Test
    void workflowsNest() {
        Signature inner =
                Signature.chord(List.of(sum(1, 1), Signature.of("py.add", 2, 2)), Signature.of(FlowWorker.SUM));
        Signature chain = Signature.chain(
                inner,
                Signature.group(Signature.of("java.add", 10), Signature.of("py.add", 20)),
                Signature.of("py.sum"),
                Signature.of("java.add", 1000));
        Signature nested = Signature.chord(
                List.of(
                        Signature.chain(
                                sum(1, 1), Signature.group(Signature.of("java.add", 1), Signature.of("py.add", 2))),
                        sum(5, 5)),
                Signature.of("py.note"));

        assertThat(flows.await(flows.start(chain)).result()).isEqualTo(1042);
        assertThat(flows.await(flows.start(nested)).result()).isEqualTo(List.of(List.of(3, 4), 10));
    }

    @Test
    void callbacksAndErrbacksAreCalled() {
        flows.start(sum(1, 2).link(called("java-callback", Signature.of("py.add", 1))));
        ResultTree failing =
                flows.start(Signature.of("py.fail", 1).linkError(called("java-errback", Signature.of("java.note"))));

        assertThat(flows.await(new TaskId("java-callback")).result()).isEqualTo(4);
        assertThat(flows.await(new TaskId("java-errback")).result()).isEqualTo(failing.id());
    }

    private static Signature called(String id, Signature.Task task) {
        return task.with(Options.ID, id);
    }

    @Test
    void workflowIsPartOfTheCallersTransaction() {
        TransactionTemplate transaction = new TransactionTemplate(flows.bean(PlatformTransactionManager.class));

        ResultTree committed = transaction.execute(status -> flows.start(sum(20, 22)));
        ResultTree rolledBack = transaction.execute(status -> {
            status.setRollbackOnly();
            return flows.start(sum(1, 1));
        });

        assertThat(flows.await(Objects.requireNonNull(committed)).result()).isEqualTo(42);
        String id = Objects.requireNonNull(rolledBack).id();
        assertThat(flows.count("scheduled_task where task_id = '" + id + "'")).isZero();
    }
}
