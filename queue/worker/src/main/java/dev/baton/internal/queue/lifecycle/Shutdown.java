package dev.baton.internal.queue.lifecycle;

import dev.baton.internal.exit.ExitSignals;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Whether this worker has been told to stop. Whoever waits for something waits here, so as not to hold up the end. */
public final class Shutdown {
    private final CountDownLatch begun = new CountDownLatch(1);

    @EventListener
    void begin(ContextClosedEvent event) {
        begun.countDown();
    }

    /** Whether it was told so again, and must hand back at once what runs. */
    public boolean isUrgent() {
        return ExitSignals.isUrgent();
    }

    /** Ends this process in an orderly way, with {@code status}; returns at once. */
    public void exit(int status) {
        new Thread(() -> System.exit(status), "exit").start();
    }

    /** Waits for {@code atMost}; returns true at once when the worker is told to stop. */
    public boolean beginsWithin(Duration atMost) {
        try {
            return begun.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
