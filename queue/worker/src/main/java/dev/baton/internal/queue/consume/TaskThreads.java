package dev.baton.internal.queue.consume;

import dev.baton.internal.broker.MessageThreads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.DisposableBean;

/**
 * The threads that tasks run on, as many as there is work for. To wake one costs more than a short task does, so one is woken at a
 * time: it wakes the next where more waits, and what it has ended before that one comes needs no other. No task waits for another to
 * end. No bean of a type that Spring Boot would have stand for its own threads.
 */
final class TaskThreads implements DisposableBean {
    private final ExecutorService threads = Executors.newCachedThreadPool(new MessageThreads("task"));
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isComing = new AtomicBoolean();

    Executor executor() {
        return this::execute;
    }

    private void execute(Runnable task) {
        waiting.add(task);
        if (!wake() && waiting.remove(task)) {
            throw new RejectedExecutionException("no more tasks are run");
        }
    }

    /**
     * Returns false where there are no more threads. INVARIANT: where something waits until then, one is coming that will take it.
     */
    private boolean wake() {
        if (waiting.isEmpty() || !isComing.compareAndSet(false, true)) {
            return true;
        }
        try {
            threads.execute(this::work);
            return true;
        } catch (RejectedExecutionException e) {
            isComing.set(false);
            return false;
        } catch (Error e) {
            // Without threads all would wait for ever.
            BrokenProcess.end(e);
            throw e;
        }
    }

    private void work() {
        isComing.set(false);
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            // Where none comes any more, what waits is taken after this.
            boolean unused = wake();
            next.run();
            // What a handler left must not reach the next, as in any pool of threads.
            Thread.interrupted();
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
