package dev.baton.internal.queue.builtin;

import dev.baton.task.TaskFailure;
import java.util.Map;
import java.util.Optional;

/** Celery's own tasks that do not run here: each is refused by its name, with the reason. */
public final class Unsupported {
    private static final String CLIENTS =
            "clients send its parts, not the task; use apply_async of the signature itself";
    private static final Map<String, String> REASONS = Map.of(
            "celery.chunks", "as a step of a workflow it has no result that JSON can hold; " + CLIENTS,
            "celery.group", CLIENTS,
            "celery.chain", CLIENTS,
            "celery.chord", CLIENTS,
            "celery.chord_unlock",
                    "it is for result backends that cannot count, such as rpc:// and databases; use Redis for chords");

    private Unsupported() {}

    /** Returns why {@code task} does not run, if it is one of these. */
    public static Optional<TaskFailure> refusalOf(String task) {
        return Optional.ofNullable(REASONS.get(task))
                .map(reason -> TaskFailure.refusal("UnsupportedTask", task + " does not run on Baton: " + reason));
    }
}
