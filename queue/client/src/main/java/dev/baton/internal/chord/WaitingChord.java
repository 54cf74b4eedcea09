package dev.baton.internal.chord;

import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        Instant since) {
    /** Returns what {@code chord} waits for, of which {@code parts} have ended here. */
    public static WaitingChord of(OpenChord chord, List<ChordPart> parts) {
        Set<String> counted = parts.stream().map(ChordPart::task).collect(Collectors.toSet());
        List<TaskId> missing = chord
                .header()
                .map(header -> ResultTree.parse(header).tasks())
                .orElse(List.of())
                .stream()
                .filter(task -> !counted.contains(task.value()))
                .toList();
        return new WaitingChord(
                chord.group(),
                String.valueOf(chord.body().get("task")),
                chord.bodyTask().map(TaskId::value),
                counted.size(),
                chord.expected(),
                missing,
                chord.since());
    }
}
