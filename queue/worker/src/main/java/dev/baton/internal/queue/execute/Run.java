package dev.baton.internal.queue.execute;

import dev.baton.handler.TaskContext;
import dev.baton.internal.queue.settle.Announcements;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a task on the current thread. INVARIANT: the thread is never interrupted once the run is closed. */
final class Run implements TaskContext, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Run.class);

    private final TaskRequest request;
    private final Thread thread = Thread.currentThread();
    private final Announcements announcements;
    private final Object telling = new Object();
    private final Consumer<Run> atEnd;
    private final Instant begun = Instant.now();
    private final List<Runnable> stops = new ArrayList<>();
    private @Nullable StopReason reason;
    private boolean closed;
    private boolean told;

    Run(TaskRequest request, Announcements announcements, Consumer<Run> atEnd) {
        this.request = request;
        this.announcements = announcements;
        this.atEnd = atEnd;
    }

    @Override
    public TaskId id() {
        return request.id();
    }

    @Override
    public int retries() {
        return request.conditions().retries();
    }

    Instant begun() {
        return begun;
    }

    TaskRequest request() {
        return request;
    }

    @Override
    public synchronized boolean isCancelled() {
        return reason != null;
    }

    /** Why the run was told to end, if it was. The first reason stands. */
    synchronized Optional<StopReason> stopReason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public void onCancel(Runnable stop) {
        synchronized (this) {
            if (reason == null) {
                stops.add(stop);
                return;
            }
        }
        stop.run();
    }

    @Override
    public void progress(Object details) {
        tellStart();
        announcements.progress(request, begun, details);
    }

    /** Tells clients once that the task runs, where they want to know, unless that is over. */
    void tellStart() {
        // Not the lock of the other methods: who ends a run must not wait for a result store that is away.
        synchronized (telling) {
            if (!told) {
                told = true;
                announcements.started(request, begun);
            }
        }
    }

    /** Tells the run to end; returns whether it was still going on. */
    boolean stop(StopReason why) {
        List<Runnable> asked;
        synchronized (this) {
            if (closed || reason != null) {
                return !closed;
            }
            reason = why;
            asked = List.copyOf(stops);
            thread.interrupt();
        }
        if (!asked.isEmpty()) {
            // Those who keep limits and hear commands must not wait for what a handler does here.
            Thread asking = new Thread(() -> asked.forEach(this::ask), "cancel-" + id());
            asking.setDaemon(true);
            asking.start();
        }
        return true;
    }

    private void ask(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException e) {
            log.warn("Task {} could not be told to end", id(), e);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            // What was meant for the run, or what its handler left, must not reach what the thread does next.
            Thread.interrupted();
        }
        // What is told of this run is told before its end.
        synchronized (telling) {
            told = true;
        }
        atEnd.accept(this);
    }
}
