package dev.baton.api.jobs;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/**
 * Reads the states and results of tasks. The result store is asked first: it is fast, and announces ends. The database knows every end,
 * even while the result store is down.
 */
@Component
public final class TaskResults implements ApplicationListener<ContextClosedEvent> {
    private static final Logger log = LoggerFactory.getLogger(TaskResults.class);

    // An end that the result store never announces is found in the database after this long.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final ResultStore results;
    private final FinishedTasks finishedTasks;
    private final CountDownLatch closing = new CountDownLatch(1);

    TaskResults(ResultStore results, FinishedTasks finishedTasks) {
        this.results = results;
        this.finishedTasks = finishedTasks;
    }

    /** Returns what is known now of each of {@code ids}. */
    public Map<TaskId, TaskSnapshot> read(List<TaskId> ids) {
        Map<TaskId, TaskSnapshot> known = new HashMap<>(announced(ids));
        List<TaskId> open = ids.stream()
                .filter(id -> !JobStatus.of(known.get(id)).hasEnded())
                .toList();
        if (!open.isEmpty()) {
            known.putAll(finishedTasks.findAll(open));
        }
        return known;
    }

    private Map<TaskId, TaskSnapshot> announced(List<TaskId> ids) {
        try {
            return results.findAll(ids);
        } catch (ResultStoreUnavailableException e) {
            log.info("Asking the database instead of the result store: {}", e.getMessage());
            return Map.of();
        }
    }

    /** Tells whether any of {@code ids}, of which nothing is known, is known to have ended all the same. */
    public boolean anyExpired(Collection<TaskId> ids) {
        try {
            Set<TaskId> expired = results.expired(ids);
            return !expired.isEmpty();
        } catch (ResultStoreUnavailableException e) {
            log.debug("Nobody knows now whether results have expired", e);
            return false;
        }
    }

    /**
     * Looks again and again until nothing is unfinished, {@code atMost} has passed or the API stops; returns what was seen last.
     *
     * @param look reads what is waited for
     * @param unfinished names a task of it that has not ended
     */
    public <T> T await(Supplier<T> look, Function<T, Optional<TaskId>> unfinished, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        T seen = look.get();
        Optional<TaskId> open = unfinished.apply(seen);
        while (open.isPresent() && isWorthWaiting(deadline)) {
            awaitChange(open.get(), Duration.ofNanos(deadline - System.nanoTime()));
            seen = look.get();
            open = unfinished.apply(seen);
        }
        return seen;
    }

    /**
     * Returns how {@code id} ended, once it has, or nothing when {@code atMost} has passed or the API stops. Asks the result store alone as
     * long as it answers, since whoever waits for one task wants to hear of its end at once.
     */
    public Optional<TaskSnapshot> awaitEnd(TaskId id, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Optional<TaskSnapshot> end = Optional.empty();
        while (end.isEmpty() && isWorthWaiting(deadline)) {
            end = ended(awaitChange(id, Duration.ofNanos(deadline - System.nanoTime())))
                    .or(() -> ended(Optional.ofNullable(
                            finishedTasks.findAll(List.of(id)).get(id))));
        }
        return end.isPresent()
                ? end
                : ended(Optional.ofNullable(read(List.of(id)).get(id)));
    }

    private static Optional<TaskSnapshot> ended(Optional<TaskSnapshot> seen) {
        return seen.filter(one -> one.state().isFinal());
    }

    private boolean isWorthWaiting(long deadline) {
        return deadline - System.nanoTime() > 0
                && closing.getCount() > 0
                && !Thread.currentThread().isInterrupted();
    }

    private Optional<TaskSnapshot> awaitChange(TaskId id, Duration remaining) {
        try {
            return results.awaitFinal(id, shorter(remaining, LONGEST_SILENCE));
        } catch (ResultStoreUnavailableException e) {
            log.debug("Looking into the database now and then instead of waiting for the result store", e);
            awaitNextLook(shorter(remaining, BETWEEN_LOOKS));
            return Optional.empty();
        }
    }

    private void awaitNextLook(Duration pause) {
        try {
            boolean stopping = closing.await(Math.max(0, pause.toMillis()), TimeUnit.MILLISECONDS);
            log.trace("Looking again, stopping: {}", stopping);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Ends all waiting, so that the API can stop without cutting a request off. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        closing.countDown();
    }
}
