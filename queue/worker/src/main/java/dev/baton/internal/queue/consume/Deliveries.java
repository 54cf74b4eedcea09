package dev.baton.internal.queue.consume;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import dev.baton.internal.queue.lifecycle.Recycling;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has each delivery from one queue wait for a slot, and be handled; it is handed back where no more work is to begin. INVARIANT: each is
 * answered, or the process ends.
 */
final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    /** Less than a worker that stops waits for its answers to be written. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final String queue;
    private final Slots slots;
    private final Work work;
    private final Consumer<String> recycle;

    /** Calls {@code recycle}, once, with the reason when the process has run long enough. */
    Deliveries(String queue, Slots slots, Work work, Consumer<String> recycle) {
        this.queue = queue;
        this.slots = slots;
        this.work = work;
        this.recycle = recycle;
    }

    /** What is done with a slot, on which threads, and what is counted of it. */
    record Work(TaskListener tasks, Executor threads, DeliveryCounts counts, Recycling recycling) {}

    /** Begins to handle a delivery, without waiting, and gives {@code answered} its answer. */
    void handle(Envelope envelope, AMQP.BasicProperties received, byte[] body, Consumer<Answer> answered) {
        CompletionStage<?> unused = CompletableFuture.completedFuture(new Received(queue, envelope, received, body))
                .thenCompose(this::handle)
                .whenComplete((answer, failure) -> answered.accept(failure == null ? answer : answerTo(failure)));
    }

    private CompletionStage<Answer> handle(Received received) {
        CompletableFuture<Boolean> turn = slots.take(received).toCompletableFuture();
        // Who frees a slot must not be held up by who takes it.
        CompletionStage<Answer> handled = turn.isDone()
                ? turn.thenCompose(isMine -> handle(received, isMine))
                : turn.thenComposeAsync(isMine -> handle(received, isMine), work.threads());
        return handled.thenCompose(
                answer -> answer == Answer.HANDED_BACK ? noted(received) : CompletableFuture.completedFuture(answer));
    }

    private CompletionStage<Answer> handle(Received received, boolean hasSlot) {
        if (!hasSlot) {
            return CompletableFuture.completedFuture(Answer.HANDED_BACK);
        }
        return work.tasks().handle(received, work.threads()).whenComplete((answer, failure) -> {
            // Before the slot is free, so that no other task begins in between.
            work.recycling().taskEnded().ifPresent(recycle);
            slots.free();
        });
    }

    /** Notes that {@code received} is handed back before the broker hears of it: that is no failure, however often it happens. */
    private CompletionStage<Answer> noted(Received received) {
        return CompletableFuture.completedFuture(received)
                .thenAcceptAsync(work.counts()::noteHandedBack, work.threads())
                .handle((noted, failure) -> Answer.HANDED_BACK)
                .completeOnTimeout(Answer.HANDED_BACK, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Answer answerTo(Throwable failure) {
        if (failure instanceof Error || failure.getCause() instanceof Error) {
            BrokenProcess.end(failure);
        }
        // Unanswered it would keep its place for ever.
        log.error("A message goes back to {}", queue, failure);
        return Answer.REJECTED;
    }
}
