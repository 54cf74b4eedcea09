package dev.baton.internal.queue.lifecycle;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.util.unit.DataSize;

/** Decides when this process has run long enough, and should make room for a fresh one. */
public final class Recycling {
    /** The exit status by which an orchestrator knows that nothing is wrong. */
    public static final int STATUS = 97;

    private final RecyclingSettings settings;
    private final long limit;
    private final AtomicLong ended = new AtomicLong();
    private final AtomicBoolean isDue = new AtomicBoolean();

    Recycling(RecyclingSettings settings) {
        this.settings = settings;
        this.limit = settings.maxTasks() + ThreadLocalRandom.current().nextLong(settings.maxTasksJitter() + 1L);
    }

    /** Counts a task that has ended; returns why the process should end now, once. */
    public Optional<String> taskEnded() {
        long count = ended.incrementAndGet();
        Optional<String> reason = settings.maxTasks() > 0 && count >= limit
                ? Optional.of("it has run " + count + " tasks")
                : tooMuchMemory();
        return reason.filter(due -> isDue.compareAndSet(false, true));
    }

    private Optional<String> tooMuchMemory() {
        DataSize most = settings.maxMemory();
        return most == null
                ? Optional.empty()
                : ResidentMemory.read()
                        .filter(memory -> memory.compareTo(most) > 0)
                        .map(memory -> "it has " + memory.toMegabytes() + " MB of memory, more than "
                                + most.toMegabytes() + " MB");
    }
}
