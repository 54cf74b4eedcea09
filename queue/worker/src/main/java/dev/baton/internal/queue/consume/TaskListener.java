package dev.baton.internal.queue.consume;

import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MalformedMessageException;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.queue.events.WorkerEvents;
import dev.baton.internal.queue.execute.TaskRunner;
import dev.baton.internal.queue.settle.Delivery;
import dev.baton.internal.queue.settle.HandedBackException;
import dev.baton.task.TaskRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the tasks that are delivered. INVARIANT: each delivery is acknowledged last, or not at all. */
public final class TaskListener {
    private static final Logger log = LoggerFactory.getLogger(TaskListener.class);

    private final TaskRunner runner;
    private final MessageCodec codec;
    private final DeliveryCounts counts;
    private final Burials burials;
    private final WorkerEvents events;

    TaskListener(TaskRunner runner, MessageCodec codec, DeliveryCounts counts, Burials burials, WorkerEvents events) {
        this.runner = runner;
        this.codec = codec;
        this.counts = counts;
        this.burials = burials;
        this.events = events;
    }

    /**
     * Handles {@code received} on {@code threads}, without waiting for anything, and returns how it is to be answered. What depends on that
     * may run on a thread that must not be held up; it fails with an {@link Error} alone.
     */
    CompletionStage<Answer> handle(Received received, Executor threads) {
        return CompletableFuture.completedFuture(received)
                .thenCompose(taken -> run(taken, threads))
                .thenApply(nothing -> Answer.ACKNOWLEDGED)
                .exceptionally(failure -> answerTo(received, failure));
    }

    private static Answer answerTo(Received received, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof HandedBackException) {
            log.info("Handing a task back: {}", cause.getMessage());
            return Answer.HANDED_BACK;
        }
        log.error(
                "The delivery of {} failed outside its task and goes back to its queue",
                received.properties().getCorrelationId(),
                cause);
        return Answer.REJECTED;
    }

    /** Handles {@code received} likewise, and fails where it must be delivered again. */
    public CompletionStage<Void> run(Received received, Executor threads) {
        // Before it is read, by which it may have ended its worker.
        CompletionStage<Long> failed = received.isRepeated()
                ? CompletableFuture.supplyAsync(() -> counts.count(received), threads)
                : CompletableFuture.completedFuture(0L);
        return failed.thenCompose(times -> run(received, times, threads));
    }

    private CompletionStage<Void> run(Received received, long failed, Executor threads) {
        try {
            CeleryMessage message = received.message();
            TaskRequest request = codec.decode(message).takenFrom(received.queue());
            events.received(request);
            if (counts.areEnough(failed)) {
                return CompletableFuture.runAsync(() -> burials.abandon(received, request, failed), threads);
            }
            Delivery delivery = new Delivery(request, message, received.queue(), received.isRepeated());
            return runner.run(delivery, threads).whenComplete((done, failure) -> {
                if (failure != null) {
                    events.rejected(request.id(), true);
                }
            });
        } catch (MalformedMessageException e) {
            return CompletableFuture.runAsync(() -> burials.quarantine(received, e), threads);
        }
    }
}
