package dev.baton.internal.chord;

import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A chord that has not ended.
 *
 * @param root the root of its tree of tasks, where it is known
 * @param header the results it waits for as Celery writes them, where it was started here
 * @param isAnnounced whether the result store knows of it
 * @param completeSince when all its tasks were first seen to have ended
 */
public record OpenChord(
        String group,
        Map<String, @Nullable Object> body,
        Optional<String> root,
        Optional<Integer> expected,
        Optional<Object> header,
        boolean isAnnounced,
        Instant since,
        Optional<Instant> completeSince,
        Signs signs) {

    /**
     * By what is told that the result store has lost what it alone knew.
     *
     * @param received when a header task was received last, while nobody knew how many there are
     * @param seen how many header tasks were ever seen to have ended
     * @param lostSince since when fewer are
     */
    public record Signs(Instant received, int seen, Optional<Instant> lostSince) {}

    /** Returns the task that is to have the results, where it has an id yet. */
    public Optional<TaskId> bodyTask() {
        return body.get("options") instanceof Map<?, ?> options && options.get("task_id") instanceof String id
                ? Optional.of(new TaskId(id))
                : Optional.empty();
    }
}
