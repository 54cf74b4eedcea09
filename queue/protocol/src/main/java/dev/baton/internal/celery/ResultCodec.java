package dev.baton.internal.celery;

import dev.baton.internal.celery.kombu.KombuTypes;
import dev.baton.task.TaskDetails;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Task snapshots as the JSON that Celery's result backends hold. */
public final class ResultCodec {
    /** When the task was sent, and when its last attempt began, in extended results. */
    public static final String QUEUED_AT = "queued_at";

    public static final String STARTED_AT = "started_at";

    /** How {@link #encode} begins what is known of a task that waits. */
    public static final String WAITING = "{\"status\":\"PENDING\",";

    private ResultCodec() {}

    /** Returns the result, or what says why there is none, as {@link #encode} writes it: a JSON value. */
    public static @Nullable Object resultOf(TaskSnapshot snapshot) {
        return Json.readObject(encode(snapshot)).get("result");
    }

    /** Returns {@code snapshot} as Celery writes it. {@code task_id} is always there: clients fail without it. */
    public static String encode(TaskSnapshot snapshot) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        TaskFailure failure = snapshot.failure();
        meta.put("status", snapshot.state().name());
        meta.put("result", failure == null ? snapshot.result() : encode(failure));
        meta.put("traceback", failure == null ? null : failure.traceback());
        meta.put("children", snapshot.children());
        meta.put("date_done", textOf(snapshot.dateDone()));
        meta.put("task_id", snapshot.id().value());
        TaskDetails details = snapshot.details();
        if (details != null) {
            put(details, meta);
        }
        return TaskJson.write(meta);
    }

    private static void put(TaskDetails details, Map<String, @Nullable Object> meta) {
        meta.put("name", details.name());
        meta.put("args", details.args());
        meta.put("kwargs", details.kwargs());
        meta.put("worker", details.worker());
        meta.put("retries", details.retries());
        meta.put("queue", details.queue());
        // Beyond Celery's. Absent where unknown, so that the store can keep what is known from before.
        if (details.queuedAt() != null) {
            meta.put(QUEUED_AT, textOf(details.queuedAt()));
        }
        if (details.startedAt() != null) {
            meta.put(STARTED_AT, textOf(details.startedAt()));
        }
    }

    private static Map<String, Object> encode(TaskFailure failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("exc_type", failure.type());
        fields.put("exc_message", List.of(failure.message()));
        fields.put("exc_module", failure.module());
        return fields;
    }

    private static @Nullable String textOf(@Nullable Instant moment) {
        return moment == null ? null : Moments.write(moment);
    }

    /**
     * Returns the snapshot in {@code json}, written by this class or by Celery. Python's additions to JSON, such as dates and decimals,
     * become Java's values. Those without a Java value stay the objects that kombu writes.
     *
     * @throws IllegalArgumentException if it is no result
     */
    public static TaskSnapshot decode(String json) {
        try {
            Map<String, Object> meta = Json.mapper().readValue(json, Json.OBJECT);
            TaskId id = new TaskId(String.valueOf(meta.get("task_id")));
            TaskState state = stateOf(String.valueOf(meta.get("status")));
            Object done = meta.get("date_done");
            Instant dateDone = instantOf(done);
            TaskDetails details = detailsIn(meta);
            if (state == TaskState.FAILURE || state == TaskState.REVOKED || state == TaskState.RETRY) {
                return new TaskSnapshot(id, state, null, failureIn(meta), dateDone, childrenIn(meta), details);
            }
            return new TaskSnapshot(
                    id, state, KombuTypes.decodeKnown(meta.get("result")), null, dateDone, childrenIn(meta), details);
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not a task result: " + e.getMessage(), e);
        }
    }

    private static List<Object> childrenIn(Map<String, Object> meta) {
        return meta.get("children") instanceof List<?> children ? new ArrayList<>(children) : List.of();
    }

    private static @Nullable Instant instantOf(@Nullable Object text) {
        return text == null ? null : Moments.parse(text.toString());
    }

    // Celery's own workers may write arguments as text.
    private static @Nullable TaskDetails detailsIn(Map<String, Object> meta) {
        if (!(meta.get("name") instanceof String name)) {
            return null;
        }
        Map<String, @Nullable Object> kwargs = new LinkedHashMap<>();
        if (KombuTypes.decodeKnown(meta.get("kwargs")) instanceof Map<?, ?> known) {
            known.forEach((key, value) -> kwargs.put(String.valueOf(key), value));
        }
        return new TaskDetails(
                name,
                KombuTypes.decodeKnown(meta.get("args")) instanceof List<?> args ? new ArrayList<>(args) : List.of(),
                kwargs,
                meta.get("worker") instanceof String worker ? worker : null,
                meta.get("retries") instanceof Number retries ? retries.intValue() : 0,
                meta.get("queue") instanceof String queue ? queue : null,
                instantOf(meta.get(QUEUED_AT)),
                instantOf(meta.get(STARTED_AT)));
    }

    // Celery lets an application invent states: all of them mean that the task is under way.
    private static TaskState stateOf(String status) {
        try {
            return TaskState.valueOf(status);
        } catch (IllegalArgumentException e) {
            return TaskState.PROGRESS;
        }
    }

    /** Workers other than Celery's leave things out: celery-node tells nothing but that a task failed. */
    private static TaskFailure failureIn(Map<String, Object> meta) {
        Map<?, ?> fields = meta.get("result") instanceof Map<?, ?> map ? map : Map.of();
        Object message = fields.get("exc_message");
        String text = message instanceof List<?> parts
                ? String.join(", ", parts.stream().map(String::valueOf).toList())
                : Objects.requireNonNullElse(message, "the worker gave no reason")
                        .toString();
        return new TaskFailure(
                Objects.requireNonNullElse(fields.get("exc_type"), "Exception").toString(),
                text,
                Objects.requireNonNullElse(fields.get("exc_module"), "builtins").toString(),
                meta.get("traceback") instanceof String trace ? trace : null);
    }
}
