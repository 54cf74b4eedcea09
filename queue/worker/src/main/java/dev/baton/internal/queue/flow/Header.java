package dev.baton.internal.queue.flow;

import dev.baton.internal.flow.ChordPart;
import dev.baton.internal.flow.OpenChord;
import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ResultTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a chord's header.
 *
 * @param parts its tasks that have ended, each once, in their order
 * @param expected how many must end, if that is known
 * @param nested how their results are nested, if they are
 */
record Header(List<ChordPart> parts, Optional<Integer> expected, Optional<ResultTree> nested) {
    private static final Comparator<ChordPart> ORDER = Comparator.<ChordPart, Integer>comparing(
                    part -> Objects.requireNonNullElse(part.place(), Integer.MAX_VALUE))
            .thenComparing(ChordPart::task);

    /** Puts together what ended {@code here} and what Redis knows. A task that ran twice elsewhere counts once. */
    static Header of(OpenChord chord, List<ChordPart> here, Optional<ChordCounts.Known> known) {
        Map<String, ChordPart> parts = new LinkedHashMap<>();
        here.forEach(part -> parts.put(part.task(), part));
        known.ifPresent(counted -> counted.members().forEach(member -> {
            ChordPart part = ChordPart.parse(chord.group(), member.text(), member.place());
            parts.putIfAbsent(part.task(), part);
        }));
        List<ChordPart> ordered = new ArrayList<>(parts.values());
        ordered.sort(ORDER);
        return new Header(
                ordered,
                known.flatMap(ChordCounts.Known::expected).or(chord::expected),
                chord.header().filter(ResultTree::isNested).or(() -> known.flatMap(ChordCounts.Known::nested)));
    }

    Optional<ChordPart> failed() {
        return parts.stream().filter(part -> !part.isSuccess()).findFirst();
    }

    /** Returns the results in their order, in lists as they are nested. */
    List<@Nullable Object> results() {
        Map<String, @Nullable Object> byTask = new LinkedHashMap<>();
        parts.forEach(part -> byTask.put(part.task(), part.result()));
        return nested.map(group -> results(group, byTask)).orElseGet(() -> new ArrayList<>(byTask.values()));
    }

    private static List<@Nullable Object> results(ResultTree group, Map<String, @Nullable Object> byTask) {
        List<@Nullable Object> results = new ArrayList<>();
        for (ResultTree member : Objects.requireNonNull(group.members(), "a group has members")) {
            results.add(member.isGroup() ? results(member, byTask) : byTask.get(member.id()));
        }
        return results;
    }
}
