package dev.baton.api.jobs;

import dev.baton.api.enqueue.Job;
import dev.baton.api.enqueue.JobItem;
import dev.baton.api.problem.ProblemType;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads what has become of jobs. */
@Component
public final class JobReader {
    private final TaskResults results;

    JobReader(TaskResults results) {
        this.results = results;
    }

    /** Returns what is known of {@code job} now, or throws the problem that its results have expired. */
    public JobProgress read(Job job) {
        List<TaskId> ids = job.items().stream().map(JobItem::taskId).toList();
        Map<TaskId, TaskSnapshot> known = results.read(ids);
        // A task that is known nowhere waits on its queue, unless it is known to have ended.
        List<TaskId> unknown = ids.stream().filter(id -> !known.containsKey(id)).toList();
        if (!unknown.isEmpty() && results.anyExpired(unknown)) {
            throw ProblemType.RESULTS_EXPIRED.because("the results of the job " + job.id() + " are no longer kept");
        }
        return new JobProgress(job, known);
    }

    /** Waits until {@code job} has ended, {@code atMost} has passed or the API stops; returns what is known then. */
    public JobProgress awaitEnd(Job job, Duration atMost) {
        return results.await(() -> read(job), JobProgress::firstUnfinished, atMost);
    }
}
