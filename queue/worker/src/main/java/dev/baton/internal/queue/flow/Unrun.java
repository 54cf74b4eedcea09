package dev.baton.internal.queue.flow;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.internal.chord.ChordPart;
import dev.baton.internal.flow.Signature;
import dev.baton.internal.flow.SignatureCodec;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What will never run since something before it did not succeed.
 *
 * @param tasks that end like it
 * @param parts those of them that a chord waits for
 */
record Unrun(List<TaskId> tasks, List<Missed> parts) {
    /** A part of a chord, and the signature of that chord's body. */
    record Missed(ChordPart part, Map<String, @Nullable Object> body) {}

    /** Returns what is in {@code signatures}, which end like {@code ended}. */
    static Unrun of(List<Signature> signatures, TaskSnapshot ended) {
        Unrun unrun = new Unrun(new ArrayList<>(), new ArrayList<>());
        signatures.forEach(signature -> unrun.add(signature, true, ended));
        return unrun;
    }

    private void add(Signature signature, boolean isAwaited, TaskSnapshot ended) {
        if (signature instanceof Signature.Task task) {
            add(task, isAwaited, ended);
        } else if (signature instanceof Signature.Chain chain) {
            chain.steps().forEach(step -> add(step, isAwaited, ended));
        } else if (signature instanceof Signature.Group group) {
            group.members().forEach(member -> add(member, isAwaited, ended));
        } else if (signature instanceof Signature.Chord chord) {
            // Its own body does not wait for a header that never began.
            add(chord.header(), false, ended);
            add(chord.body(), isAwaited, ended);
        }
        SignatureCodec.parseAll(signature.options().list("chain")).forEach(next -> add(next, isAwaited, ended));
    }

    private void add(Signature.Task task, boolean isAwaited, TaskSnapshot ended) {
        String id = task.options().text("task_id");
        if (id == null) {
            return;
        }
        tasks.add(new TaskId(id));
        String group = task.options().text("group_id");
        Object body = task.options().get("chord");
        if (isAwaited && group != null && body != null) {
            ChordPart part = new ChordPart(
                    group,
                    id,
                    task.options().integer("group_index"),
                    ended.state().name(),
                    ResultCodec.resultOf(ended));
            parts.add(new Missed(part, SignatureCodec.toWire(SignatureCodec.parse(body))));
        }
    }
}
