package dev.baton.internal.queue;

import dev.baton.handler.RateLimits;
import dev.baton.limited.LimitedWorker;
import dev.baton.limited.LimitedWorker.Ran;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tasks of which only so many may begin in a time. */
@RequiresServices
class RateLimitIT {
    /** From one turn to the next, at four a second. */
    private static final long INTERVAL_MILLIS = 250;
    /** How early a turn may be taken. */
    private static final long TOLERANCE_MILLIS = 100;

    private static TcpProxy redis;
    private static LimitedFixture limited;

    @BeforeAll
    static void start() {
        redis = new TcpProxy(TestServices.Service.REDIS.port());
        limited = new LimitedFixture(Map.of("baton.redis.url", "redis://127.0.0.1:" + redis.port() + "/"));
    }

    @AfterAll
    static void stop() {
        limited.close();
        redis.close();
    }

    @Test
    void tasksThatWaitForTheirTurnDoNotHoldTheOnlySlot() {
        limited.bean(RateLimits.class).change("limited.rare", "1/h");
        send(LimitedWorker.RARE, 5);

        TaskRequest free = send(LimitedWorker.FREE, 1).get(0);

        limited.await(free.id());
        assertThat(waitingRare()).isEqualTo(4);
        limited.bean(RateLimits.class).change("limited.rare", "0");
        Patience.await().until(() -> waitingRare() == 0);
    }

    @Test
    void allWorkersTogetherKeepTheLimit() {
        Process other = limited.otherWorker();
        try {
            long sent = System.currentTimeMillis();
            List<Ran> ran = limited.awaitAll(send(LimitedWorker.STEADY, 16));

            assertLimited(ran, sent);
            assertThat(ran)
                    .extracting(Ran::process)
                    .contains(other.pid(), ProcessHandle.current().pid());
        } finally {
            other.destroyForcibly().onExit().join();
        }
    }

    @Test
    void workerKeepsTheLimitByItselfWhileRedisIsAway() {
        redis.cut();
        long sent = System.currentTimeMillis();
        List<TaskRequest> tasks;
        try {
            tasks = send(LimitedWorker.STEADY, 6);
            Patience.await().until(() -> limited.count("finished_task where unannounced") == 6);
        } finally {
            redis.restore();
        }

        assertLimited(limited.awaitAll(tasks), sent);
    }

    /** None of {@code ran} began before its turn, though some may have been late. */
    private static void assertLimited(List<Ran> ran, long sentAtMillis) {
        IntStream.range(0, ran.size())
                .forEach(i -> assertThat(ran.get(i).atMillis())
                        .as("when task %s of %s began", i, ran)
                        .isGreaterThanOrEqualTo(sentAtMillis + i * INTERVAL_MILLIS - TOLERANCE_MILLIS));
    }

    private static long waitingRare() {
        return limited.count("scheduled_task where task = 'limited.rare' and sent_at is null");
    }

    private static List<TaskRequest> send(TaskType<?, ?> type, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> limited.send(type, String.valueOf(i)))
                .toList();
    }
}
