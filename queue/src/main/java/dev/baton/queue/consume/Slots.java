package dev.baton.queue.consume;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How many deliveries are worked on at a time, whichever queues they come from. Safe for use by many threads. */
final class Slots {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private int size;
    private int taken;
    private int waiting;
    private boolean closed;

    Slots(int size) {
        this.size = size;
    }

    /** Waits for a free slot and takes it; returns false, without one, when no more work is to begin. */
    boolean take() {
        lock.lock();
        try {
            // INVARIANT: nobody overtakes those who wait, or one queue's consumers could keep another's out.
            if (!closed && (waiting > 0 || taken >= size)) {
                awaitFree();
            }
            taken += closed ? 0 : 1;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void awaitFree() {
        waiting++;
        do {
            free.awaitUninterruptibly();
        } while (!closed && taken >= size);
        waiting--;
    }

    void free() {
        lock.lock();
        try {
            taken--;
            free.signal();
            if (taken == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
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
            free.signalAll();
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
