package dev.baton.mood.sleep;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The clock that a person lives by: when it shows what, also where it is set forward or back. Its changes are those of the zone; without
 * one, those that the records' offsets tell of; without any, none.
 */
final class PersonClock {
    private static final Duration LONGEST = SleepRecord.LONGEST.plus(SleepRecord.SET_BACK);

    /** No zone's clock is changed by more in summer. */
    private static final Duration MOST_CHANGED = Duration.ofHours(2);

    private final ZoneRules rules;
    private final boolean isKnown;

    private PersonClock(ZoneRules rules, boolean isKnown) {
        this.rules = rules;
        this.isKnown = isKnown;
    }

    static PersonClock of(List<SleepRecord> records, @Nullable ZoneId zone) {
        if (zone != null) {
            return new PersonClock(zone.getRules(), true);
        }
        List<OffsetDateTime> told = records.stream()
                .flatMap(one -> Stream.of(one.begins(), one.ends()))
                .flatMap(one ->
                        Stream.ofNullable(one.offset()).map(offset -> one.time().atOffset(offset)))
                .sorted(Comparator.comparing(OffsetDateTime::toInstant))
                .toList();
        return told.isEmpty() ? new PersonClock(ZoneOffset.UTC.getRules(), false) : new PersonClock(rules(told), true);
    }

    private static ZoneRules rules(List<OffsetDateTime> told) {
        OffsetDateTime last = told.get(0);
        ZoneOffset first = last.getOffset();
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        for (OffsetDateTime one : told) {
            if (!one.getOffset().equals(last.getOffset())) {
                LocalDateTime before = LocalDateTime.ofInstant(change(last, one), last.getOffset());
                changes.add(ZoneOffsetTransition.of(before, last.getOffset(), one.getOffset()));
            }
            last = one;
        }
        return ZoneRules.of(first, first, List.of(), changes, List.of());
    }

    /**
     * Returns when the clock changed between two moments of different offsets: when most of the zones did that make this very change
     * meanwhile; where none does, as on a journey, once the new offset was told.
     */
    private static Instant change(OffsetDateTime before, OffsetDateTime after) {
        Duration difference = Duration.ofSeconds(
                after.getOffset().getTotalSeconds() - before.getOffset().getTotalSeconds());
        if (difference.abs().compareTo(MOST_CHANGED) > 0) {
            return after.toInstant();
        }
        Map<Instant, Long> zones = ZoneId.getAvailableZoneIds().stream()
                .map(id -> ZoneId.of(id).getRules().nextTransition(before.toInstant()))
                .filter(change -> change != null
                        && !change.getInstant().isAfter(after.toInstant())
                        && change.getOffsetBefore().equals(before.getOffset())
                        && change.getOffsetAfter().equals(after.getOffset()))
                .collect(Collectors.groupingBy(ZoneOffsetTransition::getInstant, TreeMap::new, Collectors.counting()));
        return zones.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(after.toInstant());
    }

    /** Returns what the clock shows at {@code moment}. */
    LocalDateTime at(Instant moment) {
        return LocalDateTime.ofInstant(moment, rules.getOffset(moment));
    }

    /** Returns when {@code day} begins. */
    Instant startOf(LocalDate day) {
        return moments(new ClockTime(day.atStartOfDay(), null)).get(0);
    }

    /** Returns the sleep of {@code record}, the earlier of two that it may be; nothing where it would end before it begins. */
    Optional<Slept> slept(SleepRecord record) {
        return readings(record).stream().findFirst();
    }

    /** Tells whether {@code record} could be read otherwise, or only with a change of the clock that nobody told of. */
    boolean isDoubtful(SleepRecord record) {
        return readings(record).stream().map(Slept::length).distinct().count() > 1 || isTakenForSetBack(record);
    }

    private List<Slept> readings(SleepRecord record) {
        List<Slept> found = new ArrayList<>();
        for (Instant start : moments(record.begins())) {
            for (Instant end : moments(record.ends())) {
                Instant last = isTakenForSetBack(record) ? end.plus(SleepRecord.SET_BACK) : end;
                if (start.isBefore(last) && !last.isAfter(start.plus(LONGEST))) {
                    found.add(new Slept(start, last));
                }
            }
        }
        return found;
    }

    private boolean isTakenForSetBack(SleepRecord record) {
        return !isKnown && !record.begins().time().isBefore(record.ends().time());
    }

    /** Returns when the clock shows {@code shown}: twice where it is set back, the earlier first; as much later where it skips that. */
    private List<Instant> moments(ClockTime shown) {
        if (shown.offset() != null) {
            return List.of(shown.time().toInstant(shown.offset()));
        }
        ZoneOffsetTransition change = rules.getTransition(shown.time());
        return change == null
                ? List.of(shown.time().toInstant(rules.getOffset(shown.time())))
                : List.of(
                        shown.time().toInstant(change.getOffsetBefore()),
                        shown.time().toInstant(change.getOffsetAfter()));
    }
}
