package dev.baton.internal.flow;

import dev.baton.internal.result.ResultTree;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import dev.baton.workflow.WaitingChord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A chord that has not ended.
 *
 * @param root the root of its tree of tasks, where it is known
 * @param header the results it waits for, where it was started here
 * @param isAnnounced whether the result store knows of it
 * @param completeSince when all its tasks were first seen to have ended
 */
public record OpenChord(
        String group,
        Signature body,
        Optional<String> root,
        Optional<Integer> expected,
        Optional<ResultTree> header,
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

    /** Returns what the chord waits for, of which {@code parts} have ended here. */
    public WaitingChord waitingFor(List<ChordPart> parts) {
        Set<String> counted = parts.stream().map(ChordPart::task).collect(Collectors.toSet());
        return new WaitingChord(
                group,
                body.name(),
                Optional.ofNullable(body.options().get(Options.ID)),
                counted.size(),
                expected,
                header.map(ResultTree::tasks).orElse(List.of()).stream()
                        .filter(task -> !counted.contains(task.value()))
                        .toList(),
                since);
    }
}
