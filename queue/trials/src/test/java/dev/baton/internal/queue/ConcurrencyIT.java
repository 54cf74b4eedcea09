package dev.baton.internal.queue;

import dev.baton.limited.LimitedWorker;
import dev.baton.limited.LimitedWorker.Ran;
import dev.baton.task.TaskRequest;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static org.assertj.core.api.Assertions.assertThat;

/** Tasks of which only so many with the same key may run at a time. */
@RequiresServices
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConcurrencyIT {
    private static LimitedFixture limited;

    @BeforeAll
    static void start() {
        limited = new LimitedFixture(
                Map.of("baton.worker.concurrency", "3", "baton.limits.lease", "3s", "baton.limits.interval", "500ms"));
    }

    @AfterAll
    static void stop() {
        limited.close();
    }

    @Test
    void onlySoManyWithAKeyRunAtATimeOnAllWorkersTogether() {
        Process unused = limited.otherWorker();

        List<TaskRequest> tasks = IntStream.range(0, 30)
                .mapToObj(i -> limited.send(LimitedWorker.KEYED, "service"))
                .toList();

        List<Ran> ran = limited.awaitAll(tasks);
        assertThat(ran).allSatisfy(one -> assertThat(overlapping(ran, one)).isBetween(1L, 2L));
        assertThat(ran).extracting(Ran::retries).containsOnly(0);
        Patience.await().until(() -> limited.count("gate_place") == 0);
    }

    @Test
    void tasksThatWaitForAPlaceHoldNoSlot() {
        List<TaskRequest> stuck = List.of(
                limited.send(LimitedWorker.STUCK, "lock"),
                limited.send(LimitedWorker.STUCK, "lock"),
                limited.send(LimitedWorker.STUCK, "lock"),
                limited.send(LimitedWorker.STUCK, "lock"));
        Patience.await().until(() -> limited.count("gate_waiter where gate = 'key lock'") == 3);

        limited.await(limited.send(LimitedWorker.FREE, "free").id());

        // What was revoked gives its place to the next, until none is left.
        limited.revoke(stuck);
        Patience.await().until(() -> limited.count("gate_place") == 0);
    }

    /** The last, for the others would have to start a worker again. */
    @Test
    @Order(Integer.MAX_VALUE)
    void taskOfAKilledWorkerTakesItsPlaceAgainElsewhere() throws Exception {
        Process other = limited.otherWorker();
        List<TaskRequest> tasks = IntStream.range(0, 6)
                .mapToObj(i -> limited.send(LimitedWorker.STUCK, "killed " + i))
                .toList();
        Patience.await().until(() -> limited.count("gate_place where holder is not null") == 6);
        Map<Boolean, List<TaskRequest>> byPlace = tasks.stream().collect(Collectors.partitioningBy(limited::runsHere));
        limited.revoke(byPlace.get(true));

        other.destroyForcibly().waitFor();

        List<TaskRequest> lost = byPlace.get(false);
        Patience.await().until(() -> lost.stream().allMatch(limited::runsHere));
        assertThat(lost).hasSize(3);
        limited.revoke(lost);
        Patience.await().until(() -> limited.count("gate_place") == 0);
    }

    private static long overlapping(List<Ran> all, Ran one) {
        return all.stream()
                .filter(other -> other.atMillis() <= one.atMillis() && other.untilMillis() > one.atMillis())
                .count();
    }
}
