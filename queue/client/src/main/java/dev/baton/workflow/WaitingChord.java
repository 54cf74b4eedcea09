package dev.baton.workflow;

import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A chord whose body has not been sent, and what it waits for.
 *
 * @param group the id of its header
 * @param body the name of its body's task, or of the kind of workflow that its body is
 * @param bodyId the id of that task, where it has one
 * @param counted how many header tasks have ended here
 * @param expected how many must end, here and elsewhere, where that is known
 * @param missing header tasks that have not ended here, where the chord was started by Baton
 */
public record WaitingChord(
        String group,
        String body,
        Optional<String> bodyId,
        int counted,
        Optional<Integer> expected,
        List<TaskId> missing,
        Instant since) {}
