package dev.baton.queue.consume;

import dev.baton.queue.lifecycle.Recycling;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.springframework.amqp.core.Message;

/** Has each delivery wait for a slot, and hands it back where no more work is to begin. */
final class SlotListener implements DeliveryListener {
    private final Slots slots;
    private final DeliveryListener tasks;
    private final Recycling recycling;
    private final Consumer<String> recycle;

    /** Calls {@code recycle}, once, with the reason when the process has run long enough. */
    SlotListener(Slots slots, DeliveryListener tasks, Recycling recycling, Consumer<String> recycle) {
        this.slots = slots;
        this.tasks = tasks;
        this.recycling = recycling;
        this.recycle = recycle;
    }

    @Override
    public CompletionStage<Answer> handle(Message message) {
        if (!slots.take()) {
            return CompletableFuture.completedFuture(Answer.HANDED_BACK);
        }
        return tasks.handle(message).whenComplete((answer, failure) -> {
            // Before the slot is free, so that no other task begins in between.
            recycling.taskEnded().ifPresent(recycle);
            slots.free();
        });
    }
}
