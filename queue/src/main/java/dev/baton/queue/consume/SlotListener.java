package dev.baton.queue.consume;

import com.rabbitmq.client.Channel;
import dev.baton.queue.lifecycle.Recycling;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

/** Has each delivery wait for a slot, and hands it back where no more work is to begin. */
final class SlotListener implements ChannelAwareMessageListener {
    private final Slots slots;
    private final TaskListener tasks;
    private final Recycling recycling;
    private final Consumer<String> recycle;

    /** Calls {@code recycle}, once, with the reason when the process has run long enough. */
    SlotListener(Slots slots, TaskListener tasks, Recycling recycling, Consumer<String> recycle) {
        this.slots = slots;
        this.tasks = tasks;
        this.recycling = recycling;
        this.recycle = recycle;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws IOException {
        if (!slots.take()) {
            Objects.requireNonNull(channel, "a container with manual acknowledgement gives its channel")
                    .basicNack(message.getMessageProperties().getDeliveryTag(), false, true);
            return;
        }
        try {
            tasks.onMessage(message, channel);
            // Before the slot is free, so that no other task begins in between.
            recycling.taskEnded().ifPresent(recycle);
        } finally {
            slots.free();
        }
    }
}
