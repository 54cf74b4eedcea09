package dev.baton.mood.sleep;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asleep or awake in each minute of some days. */
final class SleepMinutes {
    static final int OF_A_DAY = 24 * 60;

    private static final int SHORTEST_BOUT = 10;
    private static final int LONGEST_GAP = 60;

    private final boolean[] asleep;

    private SleepMinutes(boolean[] asleep) {
        this.asleep = asleep;
    }

    /** A minute that several records cover counts once. Wakings, then sleeps of less than ten minutes are flipped. */
    static SleepMinutes of(List<SleepRecord> records, LocalDate firstDay, int days) {
        boolean[] asleep = new boolean[days * OF_A_DAY];
        for (SleepRecord record : records) {
            long begin =
                    Duration.between(firstDay.atStartOfDay(), record.start()).toMinutes();
            long end = Duration.between(firstDay.atStartOfDay(), record.end()).toMinutes();
            for (long minute = Math.max(0, begin); minute < Math.min(end, asleep.length); minute++) {
                asleep[(int) minute] = true;
            }
        }
        flipShort(asleep, false);
        flipShort(asleep, true);
        return new SleepMinutes(asleep);
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
        return asleep.length / OF_A_DAY;
    }

    boolean asleepAt(int day, int minute) {
        return asleep[day * OF_A_DAY + minute];
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
