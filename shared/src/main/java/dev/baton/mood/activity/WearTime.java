package dev.baton.mood.activity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long a device was worn on each day, derived from the counts of its minutes (Choi et al., Med Sci Sports Exerc 43(2), 2011). It
 * was not worn during 90 minutes or more without counts. Up to two minutes of counts between half hours without any are ignored, since
 * others move a device as well. Deep sleep may pass for not worn, an hour and a half at a time.
 */
public record WearTime(List<Duration> days) {
    /** What a day needs to count, and how many days that count are needed (Troiano et al., Med Sci Sports Exerc 40(1), 2008). */
    public static final Duration ENOUGH = Duration.ofHours(10);

    public static final int ENOUGH_DAYS = 4;

    private static final int OF_A_DAY = 24 * 60;
    private static final int UNWORN = 90;
    private static final int TOUCH = 2;
    private static final int AROUND_TOUCH = 30;

    public WearTime {
        days = List.copyOf(days);
    }

    /** Reads the counts of whole days. */
    public static WearTime of(double[] counts) {
        if (counts.length % OF_A_DAY != 0) {
            throw new IllegalArgumentException("days have " + OF_A_DAY + " minutes each, not " + counts.length);
        }
        boolean[] none = new boolean[counts.length];
        for (int minute = 0; minute < counts.length; minute++) {
            none[minute] = counts[minute] == 0;
        }
        int[] worn = new int[counts.length / OF_A_DAY];
        for (Bout bout : bouts(withoutTouches(none))) {
            if (!bout.none || bout.length() < UNWORN) {
                for (int minute = bout.begin; minute < bout.end; minute++) {
                    worn[minute / OF_A_DAY]++;
                }
            }
        }
        return new WearTime(Arrays.stream(worn).mapToObj(Duration::ofMinutes).toList());
    }

    private static boolean[] withoutTouches(boolean[] none) {
        boolean[] found = none.clone();
        List<Bout> bouts = bouts(none);
        for (int i = 1; i < bouts.size() - 1; i++) {
            Bout bout = bouts.get(i);
            if (!bout.none
                    && bout.length() <= TOUCH
                    && bouts.get(i - 1).length() >= AROUND_TOUCH
                    && bouts.get(i + 1).length() >= AROUND_TOUCH) {
                Arrays.fill(found, bout.begin, bout.end, true);
            }
        }
        return found;
    }

    private static List<Bout> bouts(boolean[] none) {
        List<Bout> bouts = new ArrayList<>();
        int begin = 0;
        for (int end = 1; end <= none.length; end++) {
            if (end == none.length || none[end] != none[begin]) {
                bouts.add(new Bout(begin, end, none[begin]));
                begin = end;
            }
        }
        return bouts;
    }

    /** Returns the number of days on which it was worn long enough. */
    public long wornDays() {
        return days.stream().filter(day -> day.compareTo(ENOUGH) >= 0).count();
    }

    /** Tells whether the counts tell of the person. */
    public boolean suffices() {
        return wornDays() >= ENOUGH_DAYS;
    }

    /** Minutes in a row with counts, or without any. */
    private record Bout(int begin, int end, boolean none) {
        int length() {
            return end - begin;
        }
    }
}
