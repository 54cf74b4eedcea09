package dev.baton.mood.sleep;

import java.util.ArrayList;
import java.util.List;

/**
 * Sleep with its short wakings, in minutes from the first midnight.
 *
 * @param slept minutes asleep
 * @param gaps lengths of the wakings
 */
record SleepWindow(int begin, int end, int slept, List<Integer> gaps) {
    /** 3.75 hours: a length of the window, not of a gap. */
    private static final int LONG = 225;

    SleepWindow {
        gaps = List.copyOf(gaps);
    }

    int length() {
        return end - begin;
    }

    boolean isLong() {
        return length() >= LONG;
    }

    SleepWindow and(SleepWindow next) {
        List<Integer> all = new ArrayList<>(gaps);
        all.add(next.begin - end);
        return new SleepWindow(begin, next.end, slept + next.slept, all);
    }
}
