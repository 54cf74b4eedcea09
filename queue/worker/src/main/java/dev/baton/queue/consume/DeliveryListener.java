package dev.baton.queue.consume;

import java.util.concurrent.CompletionStage;

/** Handles one delivery after the other, on any thread that messages may be read on. */
@FunctionalInterface
interface DeliveryListener {
    /**
     * Handles {@code received}, without waiting for anything, and returns how it is to be answered. What depends on that may run on a
     * thread that must not be held up; it fails with an {@link Error} alone.
     */
    CompletionStage<Answer> handle(Received received);
}
