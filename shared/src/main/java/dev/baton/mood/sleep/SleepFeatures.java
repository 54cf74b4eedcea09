package dev.baton.mood.sleep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 36 features of sleep: twelve indexes of each day's sleep and circadian rhythm. Each index has its mean, its population standard
 * deviation, and the last day's z-score, over the days with records.
 */
public final class SleepFeatures {
    /** Fewer days say too little; they need not be consecutive. */
    public static final int LEAST_DAYS = 30;

    private static final double STILL = 1e-9;
    private static final double MINUTES_OF_AN_HOUR = 60;
    private static final List<String> INDEXES = List.of(
            "ST_long",
            "ST_short",
            "WT_long",
            "WT_short",
            "LongSleepWindow_length",
            "LongSleepWindow_number",
            "ShortSleepWindow_length",
            "ShortSleepWindow_number",
            "Sleep_percentage",
            "Sleep_amplitude",
            "Circadian_phase",
            "Circadian_amplitude");

    private SleepFeatures() {}

    /** Returns the names of all features. */
    public static List<String> names() {
        return INDEXES.stream()
                .flatMap(index -> List.of(index + "_MN", index + "_SD", index + "_Zscore").stream())
                .toList();
    }

    /** Returns the days that {@code diary} tells of. */
    public static int days(SleepDiary diary) {
        return table(diary).size();
    }

    /**
     * Returns the features of {@code diary}.
     *
     * @throws IllegalArgumentException where it tells of fewer than {@link #LEAST_DAYS}
     */
    public static Map<String, Double> of(SleepDiary diary) {
        List<double[]> days = table(diary);
        if (days.size() < LEAST_DAYS) {
            throw new IllegalArgumentException(
                    "sleep of at least " + LEAST_DAYS + " days is needed, the records tell of " + days.size());
        }
        return statistics(days);
    }

    private static List<double[]> table(SleepDiary diary) {
        if (diary.isEmpty()) {
            return List.of();
        }
        SleepMinutes minutes = diary.minutes();
        int days = minutes.days();
        double[][] rows = new double[days][INDEXES.size()];
        List<List<Integer>> gaps = new ArrayList<>();
        Arrays.stream(rows).forEach(row -> gaps.add(new ArrayList<>()));
        for (SleepWindow window : minutes.windows()) {
            int day = minutes.dayOf(window);
            add(rows[day], window);
            gaps.get(day).addAll(window.gaps());
        }
        double[][] rhythm = Pacemaker.run(minutes);
        List<double[]> known = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            rows[day][9] = variation(gaps.get(day));
            rows[day][10] = rhythm[day][0];
            rows[day][11] = rhythm[day][1];
            // A day without sleep is one without records, far more often than a night awake.
            if (rows[day][8] > 0) {
                known.add(rows[day]);
            }
        }
        return known;
    }

    private static void add(double[] row, SleepWindow window) {
        int offset = window.isLong() ? 0 : 1;
        row[offset] += window.slept() / MINUTES_OF_AN_HOUR;
        row[2 + offset] += (window.length() - window.slept()) / MINUTES_OF_AN_HOUR;
        row[4 + 2 * offset] += window.length() / MINUTES_OF_AN_HOUR;
        row[5 + 2 * offset]++;
        row[8] += (double) window.slept() / SleepMinutes.OF_A_DAY;
    }

    /** The deviation of the lengths of a day's wakings in their mean; 0 where there are fewer than two. */
    private static double variation(List<Integer> gaps) {
        double[] lengths = gaps.stream().mapToDouble(gap -> gap).toArray();
        return lengths.length < 2 ? 0 : deviation(lengths) / mean(lengths);
    }

    private static Map<String, Double> statistics(List<double[]> days) {
        Map<String, Double> features = new LinkedHashMap<>();
        for (int index = 0; index < INDEXES.size(); index++) {
            int column = index;
            double[] values = days.stream()
                    .mapToDouble(day -> day[column])
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            double mean = mean(values);
            double deviation = deviation(values);
            double last = days.get(days.size() - 1)[column];
            features.put(INDEXES.get(index) + "_MN", mean);
            features.put(INDEXES.get(index) + "_SD", deviation);
            features.put(INDEXES.get(index) + "_Zscore", deviation > STILL ? (last - mean) / deviation : 0);
        }
        return features;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN));
    }
}
