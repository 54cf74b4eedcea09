package dev.baton.internal.event;

import dev.baton.internal.celery.Moments;
import dev.baton.internal.celery.PythonRepr;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of a task's life, with the fields that Celery's own have. */
public final class TaskEvents {
    private static final int SIGTERM = 15;
    private static final int NANOS = 1_000_000_000;

    private TaskEvents() {}

    /** A client has put the task on {@code queue}. */
    public static Event sent(TaskRequest request, String queue) {
        Map<String, @Nullable Object> fields = described(request);
        fields.put("queue", queue);
        fields.put("exchange", "");
        fields.put("routing_key", queue);
        return new Event("task-sent", fields);
    }

    /** A worker has taken the task. */
    public static Event received(TaskRequest request) {
        return new Event("task-received", described(request));
    }

    private static Map<String, @Nullable Object> described(TaskRequest request) {
        TaskRequest.Conditions conditions = request.conditions();
        Map<String, @Nullable Object> fields = of(request.id());
        fields.put("name", request.task());
        fields.put("args", PythonRepr.ofTuple(request.args()));
        fields.put("kwargs", PythonRepr.of(request.kwargs()));
        fields.put("root_id", request.lineage().root().value());
        fields.put("parent_id", request.lineage().parent());
        fields.put("retries", conditions.retries());
        fields.put("eta", textOf(conditions.eta()));
        fields.put("expires", textOf(conditions.expires()));
        return fields;
    }

    private static @Nullable String textOf(@Nullable Instant moment) {
        return moment == null ? null : Moments.write(moment);
    }

    /** A handler runs it. */
    public static Event started(TaskId id) {
        return new Event("task-started", of(id));
    }

    /** It ended well after {@code runtime}. */
    public static Event succeeded(TaskId id, @Nullable Object result, Duration runtime) {
        Map<String, @Nullable Object> fields = of(id);
        fields.put("result", PythonRepr.of(result));
        fields.put("runtime", (double) runtime.toNanos() / NANOS);
        return new Event("task-succeeded", fields);
    }

    /** It ended badly. */
    public static Event failed(TaskId id, TaskFailure failure) {
        return new Event("task-failed", of(id, failure));
    }

    /** An attempt failed, and another follows. */
    public static Event retried(TaskId id, TaskFailure failure) {
        return new Event("task-retried", of(id, failure));
    }

    private static Map<String, @Nullable Object> of(TaskId id, TaskFailure failure) {
        Map<String, @Nullable Object> fields = of(id);
        fields.put("exception", failure.type() + "(" + PythonRepr.of(failure.message()) + ")");
        fields.put("traceback", failure.traceback());
        return fields;
    }

    /** It was not run, or not to its end, for a reason in Celery's words: "revoked", "terminated" or "expired". */
    public static Event revoked(TaskId id, String reason) {
        boolean isTerminated = reason.equals("terminated");
        Map<String, @Nullable Object> fields = of(id);
        fields.put("terminated", isTerminated);
        fields.put("signum", isTerminated ? SIGTERM : null);
        fields.put("expired", reason.equals("expired"));
        return new Event("task-revoked", fields);
    }

    /** The worker gave it back to its queue, or would not have it. */
    public static Event rejected(TaskId id, boolean isRequeued) {
        Map<String, @Nullable Object> fields = of(id);
        fields.put("requeue", isRequeued);
        return new Event("task-rejected", fields);
    }

    private static Map<String, @Nullable Object> of(TaskId id) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("uuid", id.value());
        return fields;
    }
}
