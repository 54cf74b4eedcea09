package dev.baton.worker.execute;

import dev.baton.models.runtime.Cancellation;
import dev.baton.task.TaskId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/** The tasks that run in this process, and the means to cancel each. */
@Component
public final class RunningTasks {
    private final Map<TaskId, Cancellation> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    RunningTasks(MeterRegistry meters) {
        meters.gaugeMapSize("baton.tasks.running", List.of(), running);
    }

    Run begin(TaskId id) {
        Cancellation cancellation = new Cancellation();
        running.put(id, cancellation);
        return new Run(id, cancellation);
    }

    /** Ends every running inference as soon as its current operation allows. */
    public void cancelAll() {
        running.values().forEach(Cancellation::cancel);
    }

    /** Waits until nothing runs any more, or for {@code atMost}; returns whether nothing does. */
    public boolean awaitNone(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!running.isEmpty() && left > 0) {
                left = Math.min(ended.awaitNanos(left), deadline - System.nanoTime());
            }
            return running.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return running.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void end(Run run) {
        running.remove(run.id, run.cancellation);
        lock.lock();
        try {
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One run; closing it takes it off the list. */
    final class Run implements AutoCloseable {
        private final TaskId id;
        private final Cancellation cancellation;

        private Run(TaskId id, Cancellation cancellation) {
            this.id = id;
            this.cancellation = cancellation;
        }

        Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public void close() {
            end(this);
        }
    }
}
