package dev.baton.client;

import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.internal.result.ResultWatch;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;

/**
 * What becomes of tasks: the result store tells at once, and the database knows of the ends of tasks with effects also while the store is
 * away, or once it has forgotten them. Safe for use by many threads.
 */
final class Ends implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Ends.class);
    /** After how long an end is found that the store did not tell, or that it told while nobody could hear it. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final ResultStore results;
    private final FinishedTasks finished;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(Ends::daemon);

    /** Who waits for the end of a task. */
    private record Waiting(TaskId id, CompletableFuture<TaskSnapshot> end) {}

    Ends(ResultStore results, FinishedTasks finished) {
        this.results = results;
        this.finished = finished;
        ScheduledFuture<?> unused = looks.scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable what) {
        Thread thread = new Thread(what, "task-ends");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Returns what is known of {@code id} now.
     *
     * @throws UnavailableResultException where the store cannot be asked, and the database knows of no end
     */
    Optional<TaskSnapshot> find(TaskId id) {
        try {
            Optional<TaskSnapshot> told = results.find(id);
            return told.filter(Ends::isEnd).or(() -> recorded(id)).or(() -> told);
        } catch (ResultStoreUnavailableException e) {
            Optional<TaskSnapshot> end = recorded(id);
            if (end.isEmpty()) {
                throw new UnavailableResultException("nobody can tell now what became of task " + id, e);
            }
            return end;
        }
    }

    private static boolean isEnd(TaskSnapshot snapshot) {
        return snapshot.state().isFinal();
    }

    private Optional<TaskSnapshot> recorded(TaskId id) {
        return Optional.ofNullable(recorded(List.of(id)).get(id));
    }

    private Map<TaskId, TaskSnapshot> recorded(Collection<TaskId> ids) {
        try {
            return ids.isEmpty() ? Map.of() : finished.findAll(ids);
        } catch (DataAccessException e) {
            log.debug("The database cannot be asked how tasks ended", e);
            return Map.of();
        }
    }

    /**
     * Returns how {@code id} ends, once it has.
     *
     * @throws UnfinishedTaskException where {@code atMost} has passed, or the thread was interrupted, whose flag stays set
     * @throws UnavailableResultException where {@code atMost} has passed and nobody can be asked, or the application stops
     */
    TaskSnapshot await(TaskId id, Duration atMost) {
        CompletableFuture<TaskSnapshot> end = watch(id);
        try {
            TaskSnapshot known = ends(List.of(id)).get(id);
            return known == null ? end.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS) : known;
        } catch (TimeoutException e) {
            Optional<TaskSnapshot> known = find(id);
            return known.filter(Ends::isEnd).orElseThrow(() -> unfinished(id, atMost, known));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnfinishedTaskException("interrupted while waiting for task " + id, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TaskException told ? told : new IllegalStateException(e.getCause());
        } finally {
            end.cancel(false);
        }
    }

    private static UnfinishedTaskException unfinished(TaskId id, Duration atMost, Optional<TaskSnapshot> known) {
        String state = known.map(snapshot -> snapshot.state().name()).orElse("unknown");
        return new UnfinishedTaskException("task " + id + " has not ended within " + atMost + ": it is " + state, null);
    }

    /**
     * Returns how {@code id} ends, once it has; whoever needs it no longer cancels it. It may run what depends on it on a thread that must not
     * be held up. It fails with {@link UnavailableResultException} where the application stops.
     */
    CompletableFuture<TaskSnapshot> watch(TaskId id) {
        ResultWatch watch = results.watch(id);
        Waiting one = new Waiting(id, new CompletableFuture<>());
        waiting.add(one);
        CompletionStage<Boolean> unusedTold = watch.ended().thenApply(one.end()::complete);
        CompletableFuture<TaskSnapshot> unusedDone = one.end().whenComplete((snapshot, failure) -> {
            waiting.remove(one);
            watch.close();
        });
        if (looks.isShutdown()) {
            stop(one.end());
        }
        return one.end();
    }

    private void look() {
        try {
            Set<TaskId> open = waiting.stream().map(Waiting::id).collect(Collectors.toSet());
            Map<TaskId, TaskSnapshot> ends = ends(open);
            waiting.forEach(one -> {
                TaskSnapshot end = ends.get(one.id());
                if (end != null) {
                    one.end().complete(end);
                }
            });
        } catch (RuntimeException | Error e) {
            // Errors too: nobody would look any more after one.
            log.warn("What became of tasks is looked for again in {}", BETWEEN_LOOKS, e);
        }
    }

    private Map<TaskId, TaskSnapshot> ends(Collection<TaskId> ids) {
        Map<TaskId, TaskSnapshot> ends = new HashMap<>(told(ids));
        ends.values().removeIf(snapshot -> !isEnd(snapshot));
        ends.putAll(recorded(ids.stream().filter(id -> !ends.containsKey(id)).toList()));
        return ends;
    }

    private Map<TaskId, TaskSnapshot> told(Collection<TaskId> ids) {
        try {
            return results.findAll(ids);
        } catch (ResultStoreUnavailableException e) {
            log.debug("The result store cannot be asked how tasks ended", e);
            return Map.of();
        }
    }

    @Override
    public void destroy() {
        looks.shutdownNow();
        waiting.forEach(one -> stop(one.end()));
    }

    private static void stop(CompletableFuture<TaskSnapshot> end) {
        end.completeExceptionally(
                new UnavailableResultException("the application stops before the task has ended", null));
    }
}
