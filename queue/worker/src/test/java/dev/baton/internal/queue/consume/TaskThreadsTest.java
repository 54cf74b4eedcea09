package dev.baton.internal.queue.consume;

import dev.baton.testing.Patience;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TaskThreadsTest {
    private static final int MANY = 200;

    private final TaskThreads threads = new TaskThreads();
    private final Executor executor = threads.executor();

    @AfterEach
    void end() {
        threads.destroy();
    }

    @Test
    void noTaskWaitsForAnotherToEnd() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(MANY);
        CountDownLatch mayEnd = new CountDownLatch(1);
        for (int task = 0; task < MANY; task++) {
            executor.execute(() -> {
                begun.countDown();
                awaitUninterrupted(mayEnd);
            });
        }

        assertThat(begun.await(Patience.CEILING.toSeconds(), TimeUnit.SECONDS)).isTrue();
        mayEnd.countDown();
    }

    @Test
    void whatComesFromManyThreadsAtAnyTimeIsRunOnce() {
        AtomicInteger runs = new AtomicInteger();
        for (int thread = 0; thread < 4; thread++) {
            new Thread(() -> {
                        for (int task = 0; task < MANY * MANY; task++) {
                            executor.execute(runs::incrementAndGet);
                        }
                    })
                    .start();
        }

        await().atMost(Patience.CEILING).until(() -> runs.get() == 4 * MANY * MANY);
    }

    @Test
    void taskThatFailsKeepsNoOtherFromRunning() {
        AtomicInteger runs = new AtomicInteger();
        for (int task = 0; task < MANY; task++) {
            boolean fails = task < 2;
            executor.execute(() -> {
                runs.incrementAndGet();
                if (fails) {
                    throw new IllegalStateException("as the test wants it");
                }
            });
        }

        await().dontCatchUncaughtExceptions().atMost(Patience.CEILING).until(() -> runs.get() == MANY);
    }

    @Test
    void noTaskMeetsTheInterruptOfAnother() {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        for (int task = 0; task < MANY * MANY; task++) {
            executor.execute(() -> {
                if (Thread.currentThread().isInterrupted()) {
                    interrupted.incrementAndGet();
                }
                Thread.currentThread().interrupt();
                runs.incrementAndGet();
            });
        }

        await().atMost(Patience.CEILING).until(() -> runs.get() == MANY * MANY);
        assertThat(interrupted).hasValue(0);
    }

    @Test
    void onceEndedItRefusesTasks() {
        threads.destroy();

        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
