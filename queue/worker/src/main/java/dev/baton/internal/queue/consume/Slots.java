package dev.baton.internal.queue.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many deliveries are worked on at a time, whichever queues they come from. Safe for use by many threads. */
final class Slots {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    // INVARIANT: nobody overtakes those who wait, or one queue's deliveries could keep another's out.
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int size;
    private int taken;
    private boolean closed;

    Slots(int size) {
        this.size = size;
    }

    private record Waiting(Received delivery, CompletableFuture<Boolean> turn) {}

    /**
     * Takes a slot for {@code delivery} as soon as one is free, without waiting. The answer is false, and no slot is taken, when no more work is to begin.
     * What depends on it may run on the thread that frees a slot.
     */
    CompletionStage<Boolean> take(Received delivery) {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        change(() -> waiting.add(new Waiting(delivery, turn)));
        return turn;
    }

    /** What waits for a slot, the first first. */
    List<Received> waiting() {
        lock.lock();
        try {
            return waiting.stream().map(Waiting::delivery).toList();
        } finally {
            lock.unlock();
        }
    }

    void free() {
        change(() -> {
            taken--;
            if (taken == 0) {
                idle.signalAll();
            }
        });
    }

    /** What is worked on beyond {@code slots} is finished. */
    void resize(int slots) {
        change(() -> size = slots);
    }

    /** Has no more work begin. */
    void close() {
        change(() -> closed = true);
    }

    private void change(Runnable what) {
        List<CompletableFuture<Boolean>> answered = new ArrayList<>();
        boolean isTheirs;
        lock.lock();
        try {
            what.run();
            isTheirs = !closed;
            while (!waiting.isEmpty() && (closed || taken < size)) {
                answered.add(waiting.remove().turn());
                taken += closed ? 0 : 1;
            }
        } finally {
            lock.unlock();
        }
        answered.forEach(turn -> turn.complete(isTheirs));
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is worked on, or for {@code atMost}; returns whether nothing is. */
    boolean awaitIdle(Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (taken > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return taken == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return taken == 0;
        } finally {
            lock.unlock();
        }
    }
}
