package dev.baton.internal.queue;

import dev.baton.internal.ledger.Gates;
import dev.baton.limited.LimitedWorker.Ran;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** Tenants of whom one has many tasks and another has few. */
@RequiresServices
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FairnessIT {
    private static final int WINDOW = 8;

    private static LimitedFixture limited;

    @BeforeAll
    static void start() {
        limited = new LimitedFixture(
                Map.of("baton.worker.concurrency", "2", "baton.limits.lease", "3s", "baton.limits.interval", "500ms"));
    }

    @AfterAll
    static void stop() {
        limited.close();
    }

    @Test
    void tenantWithOneTaskWaitsForNoMoreThanTheWindowOfOneWithMany() {
        Process unused = limited.otherWorker();
        List<TaskRequest> many = limited.sendFairly("many", WINDOW, 120);
        assertThat(limited.depth()).isLessThanOrEqualTo(WINDOW);
        Patience.await().until(() -> limited.count("finished_task") > 10);

        long sent = System.currentTimeMillis();
        TaskRequest single = limited.sendFairly("one", WINDOW, 1).get(0);

        long begun = LimitedFixture.ran(limited.await(single.id())).atMillis();
        List<Ran> ran = limited.awaitAll(many);
        assertThat(ran.stream().filter(one -> one.atMillis() > sent && one.atMillis() < begun))
                .hasSizeLessThanOrEqualTo(WINDOW + 4);
        assertThat(ran).filteredOn(one -> one.atMillis() > begun).isNotEmpty();
    }

    /** The last, for the others would have to start a worker again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void nothingIsLostAndNothingWaitsForEverWhenAWorkerIsKilled() throws Exception {
        Process other = limited.otherWorker();
        List<TaskRequest> many = limited.sendFairly("many", WINDOW, 80);
        List<TaskRequest> few = limited.sendFairly("few", WINDOW, 5);
        Patience.await().until(() -> limited.count("gate_place") < WINDOW || limited.count("finished_task") > 10);

        other.destroyForcibly().waitFor();

        assertThat(limited.awaitAll(many)).hasSize(80);
        assertThat(limited.awaitAll(few)).hasSize(5);
        Patience.await().until(() -> limited.count("gate_place") == 0);
        assertThat(limited.count("gate_waiter")).isZero();
        assertThat(limited.count("scheduled_task where held and sent_at is null"))
                .isZero();
    }

    @Test
    void whoWasLetInAfterOneThatHasLeftKeepsItsPlaceAndALostOneDoesNot() {
        limited.execute("""
                insert into gate_place (gate, task_id, share, until, let_in_at) values
                    ('slow', 'lost', 's', now() + interval '1 minute', now() - interval '29 minutes'),
                    ('slow', 'left', 's', now() + interval '1 minute', now() - interval '28 minutes'),
                    ('slow', 'next', 's', now() + interval '1 minute', now() - interval '27 minutes')""");

        limited.bean(Gates.class).leave("slow", new TaskId("left"));

        assertThat(
                        limited.count(
                                "gate_place where gate = 'slow' and task_id = 'next' and until > now() + interval '20 minutes'"))
                .isEqualTo(1);
        assertThat(limited.count("gate_place where gate = 'slow' and until < now() + interval '2 minutes'"))
                .isEqualTo(1);
        limited.execute("delete from gate_place where gate = 'slow'");
    }
}
