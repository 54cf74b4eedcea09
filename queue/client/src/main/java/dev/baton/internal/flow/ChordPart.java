package dev.baton.internal.flow;

import dev.baton.internal.celery.Json;
import dev.baton.internal.celery.ResultCodec;
import dev.baton.internal.celery.TaskJson;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A header task that has ended.
 *
 * @param place in the group; null comes last
 * @param result or what says why there is none, as Celery writes it
 */
public record ChordPart(
        String group,
        String task,
        @Nullable Integer place,
        String state,
        @Nullable Object result) {

    /** Returns the part that {@code request} was, which ended like {@code ended}. */
    public static ChordPart of(TaskRequest request, String group, TaskSnapshot ended) {
        return of(group, request.id().value(), request.lineage().groupIndex(), ended);
    }

    /** Returns the part that {@code task} was, which ended like {@code ended}. */
    public static ChordPart of(String group, String task, @Nullable Integer place, TaskSnapshot ended) {
        return new ChordPart(group, task, place, ended.state().name(), ResultCodec.resultOf(ended));
    }

    /**
     * Returns the part in {@code member}, as Celery's workers count it.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static ChordPart parse(String group, String member, double place) {
        List<?> fields = Json.read(member, List.class);
        if (fields.size() != 4) {
            throw new IllegalArgumentException("a part of a chord has four fields, not " + fields.size());
        }
        return new ChordPart(
                group,
                String.valueOf(fields.get(1)),
                Double.isInfinite(place) ? null : (int) place,
                String.valueOf(fields.get(2)),
                fields.get(3));
    }

    /** Returns this as Celery's workers count it. */
    public String member() {
        return TaskJson.write(Arrays.asList(1, task, state, result));
    }

    public boolean isSuccess() {
        return !state.equals(TaskState.FAILURE.name()) && !state.equals(TaskState.REVOKED.name());
    }
}
