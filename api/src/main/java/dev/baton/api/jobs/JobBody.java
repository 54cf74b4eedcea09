package dev.baton.api.jobs;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.baton.api.enqueue.Job;
import dev.baton.api.enqueue.JobItem;
import dev.baton.api.enqueue.JobKind;
import dev.baton.task.TaskSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as clients see it.
 *
 * @param progress 0 to 1
 * @param processedItems those that have ended, well or not, or were cancelled
 * @param results in the order of the upload
 */
record JobBody(
        UUID jobId,
        JobKind kind,
        JobStatus status,
        double progress,
        int totalItems,
        int processedItems,
        int failedItems,
        int cancelledItems,
        Instant createdAt,
        @Nullable Instant completedAt,
        List<Result> results) {

    static JobBody of(JobProgress progress) {
        Job job = progress.job();
        int total = job.items().size();
        return new JobBody(
                job.id(),
                job.kind(),
                progress.status(),
                (double) progress.ended() / total,
                total,
                progress.ended(),
                progress.count(JobStatus.FAILED),
                progress.count(JobStatus.CANCELLED),
                job.createdAt(),
                progress.completedAt().orElse(null),
                job.items().stream().map(item -> Result.of(progress, item)).toList());
    }

    /**
     * One item of a job.
     *
     * @param photoId null for a selfie, which is no photo of the gallery
     * @param fields what the worker found
     */
    record Result(
            @Nullable UUID photoId,
            String taskId,
            String fileName,
            JobStatus status,
            @Nullable TaskProblem error,
            @JsonAnyGetter Map<String, Object> fields) {
        private static final Set<String> KNOWN = Set.of("photo_id", "task_id", "file_name", "status", "error");

        static Result of(JobProgress progress, JobItem item) {
            JobStatus status = progress.statusOf(item);
            TaskSnapshot snapshot = progress.of(item).orElse(null);
            return new Result(
                    progress.job().kind() == JobKind.PHOTOS ? item.photoId() : null,
                    item.taskId().value(),
                    item.fileName(),
                    status,
                    snapshot != null && hasError(status) ? TaskProblem.of(snapshot) : null,
                    snapshot != null && status == JobStatus.COMPLETED ? found(snapshot) : Map.of());
        }

        private static boolean hasError(JobStatus status) {
            return status == JobStatus.FAILED || status == JobStatus.CANCELLED;
        }

        private static Map<String, Object> found(TaskSnapshot snapshot) {
            Map<String, Object> fields = new LinkedHashMap<>();
            if (snapshot.result() instanceof Map<?, ?> found) {
                found.forEach((name, value) -> {
                    if (value != null && !KNOWN.contains(name.toString())) {
                        fields.put(name.toString(), value);
                    }
                });
            }
            return fields;
        }
    }
}
