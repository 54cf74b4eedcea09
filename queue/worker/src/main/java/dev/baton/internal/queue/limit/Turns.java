package dev.baton.internal.queue.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives out turns that are evenly spaced over all workers. Safe for use by many threads. */
public interface Turns {
    /**
     * Reserves the next turn in {@code sequence} and returns when it is, or nothing where it is now. Later
     * turns are later, however long an answer takes.
     *
     * @param reserved finds the last turn that is known to be reserved: what gives out turns may have lost it
     */
    Optional<Instant> reserve(String sequence, Duration interval, Supplier<Optional<Instant>> reserved);
}
