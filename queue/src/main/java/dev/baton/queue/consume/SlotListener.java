package dev.baton.queue.consume;

import dev.baton.queue.lifecycle.Recycling;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.springframework.amqp.core.Message;

/** Has each delivery wait for a slot, and hands it back where no more work is to begin. */
final class SlotListener implements DeliveryListener {
    private final Slots slots;
    private final DeliveryListener tasks;
    private final Executor threads;
    private final Recycling recycling;
    private final Consumer<String> recycle;

    /** Calls {@code recycle}, once, with the reason when the process has run long enough. */
    SlotListener(Slots slots, DeliveryListener tasks, Executor threads, Recycling recycling, Consumer<String> recycle) {
        this.slots = slots;
        this.tasks = tasks;
        this.threads = threads;
        this.recycling = recycling;
        this.recycle = recycle;
    }

    @Override
    public CompletionStage<Answer> handle(Message message) {
        CompletableFuture<Boolean> turn = slots.take().toCompletableFuture();
        // Who frees a slot must not be held up by who takes it.
        return turn.isDone()
                ? turn.thenCompose(isMine -> handle(message, isMine))
                : turn.thenComposeAsync(isMine -> handle(message, isMine), threads);
    }

    private CompletionStage<Answer> handle(Message message, boolean hasSlot) {
        if (!hasSlot) {
            return CompletableFuture.completedFuture(Answer.HANDED_BACK);
        }
        return tasks.handle(message).whenComplete((answer, failure) -> {
            // Before the slot is free, so that no other task begins in between.
            recycling.taskEnded().ifPresent(recycle);
            slots.free();
        });
    }
}
