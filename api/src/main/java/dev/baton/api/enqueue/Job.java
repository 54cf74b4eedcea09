package dev.baton.api.enqueue;

import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A request to analyse photos or to search by selfie.
 *
 * @param accepted the broker has confirmed all tasks, and the client may be told so
 * @param items in the order of the request
 */
public record Job(
        UUID id,
        JobKind kind,
        String fingerprint,
        boolean accepted,
        Instant createdAt,
        Instant expiresAt,
        List<JobItem> items) {
    private static final String PATH = "/api/v1/jobs/";

    public Job {
        items = List.copyOf(items);
    }

    /** Returns where the job can be asked for. */
    public String url() {
        return PATH + id;
    }

    Job withItems(List<JobItem> all) {
        return new Job(id, kind, fingerprint, accepted, createdAt, expiresAt, all);
    }

    public List<TaskId> taskIds() {
        return items.stream().map(JobItem::taskId).toList();
    }
}
