package dev.baton.internal.queue.settle;

import dev.baton.internal.queue.lifecycle.Shutdown;
import dev.baton.internal.queue.retry.FailurePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries one step of a task again for as long as its failure will pass, with the task kept unacknowledged. */
public final class Persistence {
    private static final Logger log = LoggerFactory.getLogger(Persistence.class);

    private final FailurePolicy policy;
    private final Shutdown shutdown;

    Persistence(FailurePolicy policy, Shutdown shutdown) {
        this.policy = policy;
        this.shutdown = shutdown;
    }

    /** Takes {@code step} in the end, as {@link #insist(String, Supplier)}. */
    public void insist(String what, Runnable step) {
        insist(what, () -> {
            step.run();
            return true;
        });
    }

    /**
     * Returns what {@code step} gives in the end.
     *
     * @throws HandedBackException where the worker must stop before it does
     */
    public <T> T insist(String what, Supplier<T> step) {
        for (int attempt = 0; ; attempt++) {
            try {
                return step.get();
            } catch (RuntimeException e) {
                Optional<Duration> delay = policy.delayInPlace(e, attempt);
                if (delay.isEmpty()) {
                    throw e;
                }
                log.warn(
                        "Could not {}, trying again in {} ms: {}",
                        what,
                        delay.get().toMillis(),
                        e.toString());
                if (shutdown.beginsWithin(delay.get())) {
                    throw new HandedBackException("the worker stops while it cannot " + what, e);
                }
            }
        }
    }
}
