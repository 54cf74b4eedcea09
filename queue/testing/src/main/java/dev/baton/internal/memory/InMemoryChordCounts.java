package dev.baton.internal.memory;

import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ResultTree;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts in memory. Those of a chord expire together, by the clock. */
final class InMemoryChordCounts implements ChordCounts {
    private final Duration ttl;
    private final Clock clock;
    private final Map<String, Counts> groups = new HashMap<>();

    InMemoryChordCounts(Duration ttl, Clock clock) {
        this.ttl = ttl;
        this.clock = clock;
    }

    private static final class Counts {
        private final Map<String, Double> members = new HashMap<>();
        private Optional<Integer> expected = Optional.empty();
        private Optional<ResultTree> nested = Optional.empty();
        private Instant until = Instant.MIN;
    }

    private Counts of(String group) {
        Counts known = groups.get(group);
        return known == null || !known.until.isAfter(clock.instant()) ? new Counts() : known;
    }

    private Counts kept(String group) {
        Counts counts = of(group);
        counts.until = clock.instant().plus(ttl);
        groups.put(group, counts);
        return counts;
    }

    @Override
    public synchronized void announce(String group, int expected, Optional<ResultTree> nested) {
        Counts counts = kept(group);
        // What it was announced with stands.
        counts.expected = counts.expected.or(() -> Optional.of(expected));
        counts.nested = nested.or(() -> counts.nested);
    }

    @Override
    public synchronized Counted count(String group, String member, @Nullable Integer place) {
        Counts counts = kept(group);
        Double before = counts.members.put(member, place == null ? Double.POSITIVE_INFINITY : place.doubleValue());
        return new Counted(before == null, counts.members.size(), counts.expected);
    }

    @Override
    public synchronized Optional<Integer> expected(String group) {
        return of(group).expected;
    }

    @Override
    public synchronized Known look(String group) {
        Counts counts = of(group);
        List<Member> members = counts.members.entrySet().stream()
                .map(member -> new Member(member.getKey(), member.getValue()))
                .sorted(Comparator.comparingDouble(Member::place).thenComparing(Member::text))
                .toList();
        return new Known(members, counts.expected, counts.nested);
    }

    @Override
    public synchronized void forget(String group) {
        groups.remove(group);
    }
}
