package dev.baton.queue.consume;

import dev.baton.broker.TaskPublisher;
import dev.baton.broker.TaskQueue;
import dev.baton.celery.CeleryMessage;
import dev.baton.celery.MalformedMessageException;
import dev.baton.celery.MessageCodec;
import dev.baton.queue.events.WorkerEvents;
import dev.baton.queue.settle.HandedBackException;
import dev.baton.queue.execute.TaskRunner;
import dev.baton.queue.settle.Delivery;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the tasks that are delivered. INVARIANT: each delivery is acknowledged last, or not at all. */
final class TaskListener implements DeliveryListener {
    private static final Logger log = LoggerFactory.getLogger(TaskListener.class);

    private final TaskRunner runner;
    private final TaskPublisher publisher;
    private final MessageCodec codec;
    private final DeliveryCounts counts;
    private final WorkerEvents events;
    private final Executor threads;

    TaskListener(
            TaskRunner runner,
            TaskPublisher publisher,
            MessageCodec codec,
            DeliveryCounts counts,
            WorkerEvents events,
            Executor threads) {
        this.runner = runner;
        this.threads = threads;
        this.publisher = publisher;
        this.codec = codec;
        this.counts = counts;
        this.events = events;
    }

    @Override
    public CompletionStage<Answer> handle(Received received) {
        return CompletableFuture.completedFuture(received)
                .thenCompose(this::run)
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

    private CompletionStage<Answer> run(Received received) {
        // Before it is read, by which it may have ended its worker.
        CompletionStage<Long> failed = received.isRepeated()
                ? CompletableFuture.supplyAsync(() -> counts.count(received), threads)
                : CompletableFuture.completedFuture(0L);
        return failed.thenCompose(times -> run(received, times)).thenApply(nothing -> Answer.ACKNOWLEDGED);
    }

    private CompletionStage<Void> run(Received received, long failed) {
        try {
            CeleryMessage message = received.message();
            TaskRequest request = codec.decode(message).takenFrom(received.queue());
            events.received(request);
            Delivery delivery = new Delivery(request, message, received.queue(), received.isRepeated());
            return run(received, delivery, failed);
        } catch (MalformedMessageException e) {
            return CompletableFuture.runAsync(() -> quarantine(received, e), threads);
        }
    }

    private CompletionStage<Void> run(Received received, Delivery delivery, long failed) {
        if (counts.areEnough(failed)) {
            return CompletableFuture.runAsync(() -> abandon(received, delivery, failed), threads);
        }
        return runner.run(delivery, threads).whenComplete((done, failure) -> {
            if (failure != null) {
                events.rejected(delivery.request().id(), true);
            }
        });
    }

    private void abandon(Received received, Delivery delivery, long failed) {
        TaskRequest request = delivery.request();
        String reason = "no worker finished the task in " + failed + " deliveries";
        log.error("{} {} is given up: {}", request.task(), request.id(), reason);
        TaskSnapshot ended =
                runner.giveUp(request, new TaskFailure("WorkerLostError", reason, "billiard.exceptions", null));
        if (ended.state() == TaskState.FAILURE) {
            publisher.bury(new TaskQueue(delivery.queue()), received.forSpring(), reason);
        }
        counts.forget(request.id());
    }

    private void quarantine(Received received, MalformedMessageException malformed) {
        TaskQueue queue = new TaskQueue(received.queue());
        String reason = String.valueOf(malformed.getMessage());
        log.warn("A message on {} is no task and was moved to {}: {}", queue.name(), queue.deadName(), reason);
        // Its sender may be waiting for an answer.
        malformed
                .id()
                .ifPresent(id -> runner.giveUp(
                        MessageCodec.placeOf(received.message(), id), TaskFailure.refusal("MalformedMessage", reason)));
        publisher.bury(queue, received.forSpring(), reason);
    }
}
