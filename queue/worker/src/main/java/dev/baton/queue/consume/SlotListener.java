package dev.baton.queue.consume;

import dev.baton.queue.lifecycle.Recycling;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Has each delivery wait for a slot, and hands it back where no more work is to begin. */
final class SlotListener implements DeliveryListener {
    private final Slots slots;
    private final Work work;
    private final Consumer<String> recycle;

    /** Calls {@code recycle}, once, with the reason when the process has run long enough. */
    SlotListener(Slots slots, Work work, Consumer<String> recycle) {
        this.slots = slots;
        this.work = work;
        this.recycle = recycle;
    }

    /** What is done with a slot. */
    record Work(DeliveryListener tasks, Executor threads, Recycling recycling) {}

    @Override
    public CompletionStage<Answer> handle(Received received) {
        CompletableFuture<Boolean> turn = slots.take(received).toCompletableFuture();
        // Who frees a slot must not be held up by who takes it.
        return turn.isDone()
                ? turn.thenCompose(isMine -> handle(received, isMine))
                : turn.thenComposeAsync(isMine -> handle(received, isMine), work.threads());
    }

    private CompletionStage<Answer> handle(Received received, boolean hasSlot) {
        if (!hasSlot) {
            return CompletableFuture.completedFuture(Answer.HANDED_BACK);
        }
        return work.tasks().handle(received).whenComplete((answer, failure) -> {
            // Before the slot is free, so that no other task begins in between.
            work.recycling().taskEnded().ifPresent(recycle);
            slots.free();
        });
    }
}
