package dev.baton.mood.sleep;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sleep of a person's newest 60 days, in elapsed time. A night in which the clock is set back is an hour longer than the clock
 * says, and one in which it is set forward an hour shorter. Days begin at the person's midnight, so some have 23 or 25 hours.
 */
public final class SleepDiary {
    private static final int MOST_DAYS = 60;
    private static final int MOST_NOTES = 10;
    private static final int HALF_A_DAY = 12;

    private final PersonClock clock;
    private final List<Slept> sleep;
    private final List<String> notes;

    private SleepDiary(PersonClock clock, List<Slept> sleep, List<String> notes) {
        this.clock = clock;
        this.sleep = sleep;
        this.notes = notes;
    }

    /**
     * Lays out {@code records}; one that would end before it begins is left out.
     *
     * @param zone the person's; without it changes of the clock are known from offsets alone
     */
    public static SleepDiary of(List<SleepRecord> records, @Nullable ZoneId zone) {
        PersonClock clock = PersonClock.of(records, zone);
        List<SleepRecord> newest = newest(records, clock);
        List<Slept> sleep =
                newest.stream().flatMap(one -> clock.slept(one).stream()).toList();
        return new SleepDiary(clock, sleep, notes(newest, clock));
    }

    private static List<SleepRecord> newest(List<SleepRecord> records, PersonClock clock) {
        return records.stream()
                .flatMap(one -> clock.slept(one).stream())
                .map(one -> clock.at(one.end()))
                .max(Comparator.naturalOrder())
                .map(last -> records.stream()
                        .filter(one -> one.ends().time().isAfter(last.minusDays(MOST_DAYS)))
                        .toList())
                .orElse(records);
    }

    private static List<String> notes(List<SleepRecord> records, PersonClock clock) {
        List<String> notes = new ArrayList<>(records.stream()
                .filter(one -> clock.slept(one).isEmpty() || clock.isDoubtful(one))
                .map(one -> clock.slept(one)
                        .map(taken -> "sleep " + one + " was taken to last "
                                + taken.length().toMinutes() + " minutes: the clock changes; offsets would tell")
                        .orElse("sleep " + one + " was left out: it ends before it begins"))
                .toList());
        if (notes.size() > MOST_NOTES) {
            String rest = "the same holds for " + (notes.size() - MOST_NOTES) + " more records of sleep";
            notes.subList(MOST_NOTES, notes.size()).clear();
            notes.add(rest);
        }
        return List.copyOf(notes);
    }

    /** Returns how records were read that may be read otherwise, and which were left out; for whom the sleep is. */
    public List<String> notes() {
        return notes;
    }

    boolean isEmpty() {
        return sleep.isEmpty();
    }

    /** Returns the minutes from the first midnight to the last. */
    SleepMinutes minutes() {
        Slept first = sleep.stream().min(Comparator.comparing(Slept::start)).orElseThrow();
        LocalDate firstDay = clock.at(first.middle()).plusHours(HALF_A_DAY).toLocalDate();
        LocalDate lastDay = sleep.stream()
                .map(one -> clock.at(one.end()).toLocalDate())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Instant begin = clock.startOf(firstDay);
        int[] midnights = IntStream.rangeClosed(0, (int) Math.max(0, ChronoUnit.DAYS.between(firstDay, lastDay)) + 1)
                .map(day -> (int) minutes(begin, clock.startOf(firstDay.plusDays(day))))
                .toArray();
        boolean[] asleep = new boolean[midnights[midnights.length - 1]];
        for (Slept one : sleep) {
            long end = Math.min(minutes(begin, one.end()), asleep.length);
            for (long minute = Math.max(0, minutes(begin, one.start())); minute < end; minute++) {
                asleep[(int) minute] = true;
            }
        }
        return SleepMinutes.of(asleep, midnights, minute -> shownAt(begin.plus(Duration.ofMinutes(minute))));
    }

    private static long minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMinutes();
    }

    private int shownAt(Instant moment) {
        return clock.at(moment).get(ChronoField.MINUTE_OF_DAY);
    }
}
