package dev.baton.celery;

import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Task snapshots as the JSON that Celery's result backends hold. */
public final class ResultCodec {
    private ResultCodec() {}

    /** Returns {@code snapshot} as Celery writes it. {@code task_id} is always there: clients fail without it. */
    public static String encode(TaskSnapshot snapshot) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        TaskFailure failure = snapshot.failure();
        meta.put("status", snapshot.state().name());
        meta.put("result", failure == null ? snapshot.result() : encode(failure));
        meta.put("traceback", failure == null ? null : failure.traceback());
        meta.put("children", List.of());
        meta.put("date_done", textOf(snapshot.dateDone()));
        meta.put("task_id", snapshot.id().value());
        return Json.write(meta);
    }

    private static Map<String, Object> encode(TaskFailure failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("exc_type", failure.type());
        fields.put("exc_message", List.of(failure.message()));
        fields.put("exc_module", failure.module());
        return fields;
    }

    private static @Nullable String textOf(@Nullable Instant moment) {
        return moment == null
                ? null
                : moment.truncatedTo(ChronoUnit.MICROS).toString().replace("Z", "+00:00");
    }

    /**
     * Returns the snapshot in {@code json}, written by this class or by Celery.
     *
     * @throws IllegalArgumentException where it is no result
     */
    public static TaskSnapshot decode(String json) {
        try {
            Map<String, Object> meta = Json.mapper().readValue(json, Json.OBJECT);
            TaskId id = new TaskId(String.valueOf(meta.get("task_id")));
            TaskState state = stateOf(String.valueOf(meta.get("status")));
            Object done = meta.get("date_done");
            Instant dateDone =
                    done == null ? null : OffsetDateTime.parse(done.toString()).toInstant();
            if (state == TaskState.FAILURE || state == TaskState.REVOKED || state == TaskState.RETRY) {
                return new TaskSnapshot(id, state, null, failureIn(meta), dateDone);
            }
            return new TaskSnapshot(id, state, meta.get("result"), null, dateDone);
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not a task result: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the snapshot in {@code json} for a client: with the types that Python adds to JSON, such as dates and decimals.
     *
     * @throws IllegalArgumentException where it is no result
     */
    public static TaskSnapshot decodeTyped(String json) {
        TaskSnapshot stored = decode(json);
        try {
            Object result = KombuTypes.decode(stored.result(), stored.id());
            return new TaskSnapshot(stored.id(), stored.state(), result, stored.failure(), stored.dateDone());
        } catch (MalformedMessageException e) {
            throw new IllegalArgumentException("not a task result: " + e.getMessage(), e);
        }
    }

    // Celery lets an application invent states: all of them mean that the task is under way.
    private static TaskState stateOf(String status) {
        try {
            return TaskState.valueOf(status);
        } catch (IllegalArgumentException e) {
            return TaskState.PROGRESS;
        }
    }

    private static TaskFailure failureIn(Map<String, Object> meta) {
        Map<?, ?> fields = meta.get("result") instanceof Map<?, ?> map ? map : Map.of();
        Object message = fields.get("exc_message");
        String text = message instanceof List<?> parts
                ? String.join(", ", parts.stream().map(String::valueOf).toList())
                : String.valueOf(message);
        Object trace = meta.get("traceback");
        return new TaskFailure(
                String.valueOf(fields.get("exc_type")),
                text,
                String.valueOf(fields.get("exc_module")),
                trace == null ? null : trace.toString());
    }
}
