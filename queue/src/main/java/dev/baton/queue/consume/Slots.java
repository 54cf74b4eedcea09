package dev.baton.queue.consume;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many deliveries are worked on at a time, whichever queues they come from. Safe for use by many threads. */
final class Slots {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private int size;
    private int taken;
    private boolean closed;

    Slots(int size) {
        this.size = size;
    }

    /** Waits for a free slot and takes it; returns false, without one, when no more work is to begin. */
    boolean take() {
        lock.lock();
        try {
            while (!closed && taken >= size) {
                changed.awaitUninterruptibly();
            }
            taken += closed ? 0 : 1;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    void free() {
        change(() -> taken--);
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
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
                left = changed.awaitNanos(left);
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
