package dev.baton.internal.queue.lifecycle;

/** Ends this process at once, without the order of a {@link Shutdown}. */
@FunctionalInterface
public interface Halt {
    void now(int status);
}
