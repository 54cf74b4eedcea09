package dev.baton.mood.sleep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Asleep or awake in each minute of some days. */
final class SleepMinutes {
    static final int OF_A_DAY = 24 * 60;

    private static final int SHORTEST_BOUT = 10;
    private static final int LONGEST_GAP = 60;

    private final boolean[] asleep;
    private final int[] midnights;
    private final IntUnaryOperator shown;

    private SleepMinutes(boolean[] asleep, int[] midnights, IntUnaryOperator shown) {
        this.asleep = asleep;
        this.midnights = midnights;
        this.shown = shown;
    }

    /**
     * Wakings, then sleeps of less than ten minutes are flipped in {@code asleep}.
     *
     * @param midnights the minutes at which the days begin, and at which the last one ends
     * @param shown the minute of the day that the clock shows in a minute
     */
    static SleepMinutes of(boolean[] asleep, int[] midnights, IntUnaryOperator shown) {
        flipShort(asleep, false);
        flipShort(asleep, true);
        return new SleepMinutes(asleep, midnights, shown);
    }

    private static void flipShort(boolean[] asleep, boolean kind) {
        for (int begin = 0; begin < asleep.length; ) {
            int end = endOfBout(asleep, begin);
            boolean isInside = begin > 0 && end < asleep.length;
            if (asleep[begin] == kind && isInside && end - begin < SHORTEST_BOUT) {
                Arrays.fill(asleep, begin, end, !kind);
            }
            begin = end;
        }
    }

    private static int endOfBout(boolean[] asleep, int begin) {
        int end = begin;
        while (end < asleep.length && asleep[end] == asleep[begin]) {
            end++;
        }
        return end;
    }

    int days() {
        return midnights.length - 1;
    }

    /** Returns how many minutes {@code day} has: those in which the clock changes have an hour more or less than others. */
    int of(int day) {
        return midnights[day + 1] - midnights[day];
    }

    boolean asleepAt(int day, int minute) {
        int at = midnights[day] + minute;
        return at < asleep.length && asleep[at];
    }

    /** Returns the minute of the day that the clock shows then. */
    int shownAt(int day, int minute) {
        return shown.applyAsInt(midnights[day] + minute);
    }

    /** Returns the day that begins with the midnight nearest to the middle of {@code window}. */
    int dayOf(SleepWindow window) {
        int day = 0;
        while (day < days() - 1 && window.begin() + window.end() >= midnights[day] + midnights[day + 1]) {
            day++;
        }
        return day;
    }

    /** Returns the sleeps, those less than an hour apart merged into one window. */
    List<SleepWindow> windows() {
        List<SleepWindow> windows = new ArrayList<>();
        for (int begin = 0; begin < asleep.length; ) {
            int end = endOfBout(asleep, begin);
            if (asleep[begin]) {
                SleepWindow bout = new SleepWindow(begin, end, end - begin, List.of());
                int last = windows.size() - 1;
                if (last >= 0 && begin - windows.get(last).end() < LONGEST_GAP) {
                    windows.set(last, windows.get(last).and(bout));
                } else {
                    windows.add(bout);
                }
            }
            begin = end;
        }
        return windows;
    }
}
