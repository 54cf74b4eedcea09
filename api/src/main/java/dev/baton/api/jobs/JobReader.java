package dev.baton.api.jobs;

import dev.baton.api.enqueue.Job;
import dev.baton.api.enqueue.JobItem;
import dev.baton.api.problem.ProblemType;
import dev.baton.ledger.FinishedTasks;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.stereotype.Component;

/**
 * Reads what has become of jobs: from the result store, which is fast and tells when a task ends, and from the database,
 * which knows of every task that ended even while the result store is down.
 */
@Component
public final class JobReader implements ApplicationListener<ContextClosedEvent> {
    private static final Logger log = LoggerFactory.getLogger(JobReader.class);

    // An end that the result store never announces is found in the database after this long.
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final ResultStore results;
    private final FinishedTasks finishedTasks;
    private final CountDownLatch closing = new CountDownLatch(1);

    JobReader(ResultStore results, FinishedTasks finishedTasks) {
        this.results = results;
        this.finishedTasks = finishedTasks;
    }

    /** Returns what is known of {@code job} now, or throws the problem that its results have expired. */
    public JobProgress read(Job job) {
        List<TaskId> ids = job.items().stream().map(JobItem::taskId).toList();
        Map<TaskId, TaskSnapshot> known = new HashMap<>(announced(ids));
        List<TaskId> open = ids.stream()
                .filter(id -> !JobStatus.of(known.get(id)).hasEnded())
                .toList();
        if (!open.isEmpty()) {
            known.putAll(finishedTasks.findAll(open));
            requireKept(job, open.stream().filter(id -> !known.containsKey(id)).toList());
        }
        return new JobProgress(job, known);
    }

    // A task that is known nowhere waits on its queue, unless it is known to have ended.
    private void requireKept(Job job, List<TaskId> unknown) {
        try {
            if (!results.expired(unknown).isEmpty()) {
                throw ProblemType.RESULTS_EXPIRED.because("the results of the job " + job.id() + " are no longer kept");
            }
        } catch (ResultStoreUnavailableException e) {
            log.debug("Nobody knows now whether results have expired", e);
        }
    }

    private Map<TaskId, TaskSnapshot> announced(List<TaskId> ids) {
        try {
            return results.findAll(ids);
        } catch (ResultStoreUnavailableException e) {
            log.info("Asking the database instead of the result store: {}", e.getMessage());
            return Map.of();
        }
    }

    /** Waits until {@code job} has ended, {@code atMost} has passed or the API stops; returns what is known then. */
    public JobProgress awaitEnd(Job job, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        JobProgress progress = read(job);
        while (!progress.hasEnded() && isWorthWaiting(deadline)) {
            awaitChange(progress.firstUnfinished().orElseThrow(), Duration.ofNanos(deadline - System.nanoTime()));
            progress = read(job);
        }
        return progress;
    }

    private boolean isWorthWaiting(long deadline) {
        return deadline - System.nanoTime() > 0
                && closing.getCount() > 0
                && !Thread.currentThread().isInterrupted();
    }

    private void awaitChange(TaskId id, Duration remaining) {
        try {
            results.awaitFinal(id, shorter(remaining, LONGEST_SILENCE));
        } catch (ResultStoreUnavailableException e) {
            log.debug("Looking into the database now and then instead of waiting for the result store", e);
            awaitNextLook(shorter(remaining, BETWEEN_LOOKS));
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
