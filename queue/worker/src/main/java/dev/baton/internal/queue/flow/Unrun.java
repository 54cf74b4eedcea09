package dev.baton.internal.queue.flow;

import dev.baton.internal.flow.ChordPart;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.util.List;
import java.util.stream.Stream;

/** What will never run since something before it did not succeed. */
final class Unrun {
    private Unrun() {}

    /** Returns the tasks in {@code signatures} that have an id. */
    static Stream<TaskId> tasks(List<Signature> signatures) {
        return tasks(signatures, true)
                .flatMap(task -> Stream.ofNullable(task.options().get(Options.ID)))
                .map(TaskId::new);
    }

    /** Returns those of them that a chord waits for, which end like {@code ended}. */
    static List<AwaitedPart> parts(List<Signature> signatures, TaskSnapshot ended) {
        return tasks(signatures, false).flatMap(task -> awaited(task, ended)).toList();
    }

    /** The tasks in {@code signatures}. The body of a chord among them does not wait for its header, which never began. */
    private static Stream<Signature.Task> tasks(List<? extends Signature> signatures, boolean withHeaders) {
        return signatures.stream()
                .flatMap(signature -> Stream.concat(
                        signature.<Stream<Signature.Task>>fold(
                                Stream::of,
                                chain -> tasks(chain.steps(), withHeaders),
                                group -> tasks(group.members(), withHeaders),
                                chord -> tasks(
                                        withHeaders ? List.of(chord.header(), chord.body()) : List.of(chord.body()),
                                        withHeaders)),
                        tasks(signature.options().get(Options.CHAIN, List.of()), withHeaders)));
    }

    private static Stream<AwaitedPart> awaited(Signature.Task task, TaskSnapshot ended) {
        Options options = task.options();
        String id = options.get(Options.ID);
        String group = options.get(Options.GROUP);
        if (id == null || group == null || !options.has(Options.CHORD)) {
            return Stream.empty();
        }
        ChordPart part = ChordPart.of(group, id, options.get(Options.GROUP_INDEX), ended);
        return Stream.ofNullable(options.get(Options.CHORD)).map(body -> new AwaitedPart(part, body));
    }
}
