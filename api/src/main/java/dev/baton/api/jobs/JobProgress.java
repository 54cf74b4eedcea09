package dev.baton.api.jobs;

import dev.baton.api.enqueue.Job;
import dev.baton.api.enqueue.JobItem;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of a job at one moment. */
public record JobProgress(Job job, Map<TaskId, TaskSnapshot> snapshots) {
    public JobProgress {
        snapshots = Map.copyOf(snapshots);
    }

    /** Tells whether no item of the job will change any more. */
    public boolean hasEnded() {
        return firstUnfinished().isEmpty();
    }

    /** Returns what is known of {@code item}. */
    public Optional<TaskSnapshot> of(JobItem item) {
        return Optional.ofNullable(snapshots.get(item.taskId()));
    }

    Optional<TaskId> firstUnfinished() {
        return job.items().stream()
                .filter(item -> !statusOf(item).hasEnded())
                .map(JobItem::taskId)
                .findFirst();
    }

    JobStatus statusOf(JobItem item) {
        return JobStatus.of(snapshots.get(item.taskId()));
    }

    JobStatus status() {
        List<JobStatus> statuses = job.items().stream().map(this::statusOf).toList();
        if (statuses.stream().allMatch(JobStatus::hasEnded)) {
            return Stream.of(JobStatus.CANCELLED, JobStatus.COMPLETED)
                    .filter(statuses::contains)
                    .findFirst()
                    .orElse(JobStatus.FAILED);
        }
        return statuses.stream().allMatch(status -> status == JobStatus.PENDING)
                ? JobStatus.PENDING
                : JobStatus.PROCESSING;
    }

    int ended() {
        return (int)
                job.items().stream().filter(item -> statusOf(item).hasEnded()).count();
    }

    /** Returns how many items are {@code status}. */
    int count(JobStatus status) {
        return (int)
                job.items().stream().filter(item -> statusOf(item) == status).count();
    }

    /** Returns when the last item ended, once it has. */
    Optional<Instant> completedAt() {
        return hasEnded()
                ? snapshots.values().stream()
                        .map(TaskSnapshot::dateDone)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                : Optional.empty();
    }
}
