package dev.baton.mood;

import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckInField;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of the check-in models. Each field has its newest value in the window, and its mean and population standard deviation
 * over the window. A field that was not told is NaN, as is the deviation of one value. Further features say how much there is to go by.
 */
public final class MoodFeatures {
    private MoodFeatures() {}

    /** Returns {@code checkIns} by their days, the newest last; those of one day stay in their order. */
    public static List<CheckIn> ordered(List<CheckIn> checkIns) {
        return checkIns.stream()
                .sorted(Comparator.comparing(CheckIn::checkinDate))
                .toList();
    }

    /** Returns the check-ins of the {@code days} days up to the newest one, the newest last. */
    public static List<CheckIn> window(List<CheckIn> checkIns, int days) {
        List<CheckIn> ordered = ordered(checkIns);
        if (ordered.isEmpty()) {
            return ordered;
        }
        LocalDate first = ordered.get(ordered.size() - 1).checkinDate().minusDays(days - 1L);
        return ordered.stream()
                .filter(one -> !one.checkinDate().isBefore(first))
                .toList();
    }

    /** Returns the features of a {@link #window}, which is not empty, by their names. */
    public static Map<String, Double> of(List<CheckIn> window, int days) {
        Map<String, Double> features = new LinkedHashMap<>();
        for (CheckInField field : CheckInField.values()) {
            double[] told = window.stream()
                    .flatMapToDouble(one -> one.value(field).stream())
                    .toArray();
            DoubleSummaryStatistics all = new DoubleSummaryStatistics();
            for (double value : told) {
                all.accept(value);
            }
            double mean = told.length == 0 ? Double.NaN : all.getAverage();
            features.put(field.label(), told.length == 0 ? Double.NaN : told[told.length - 1]);
            features.put(field.label() + "_mean", mean);
            features.put(field.label() + "_sd", deviation(told, mean));
        }
        features.put("check_ins", (double) window.size());
        features.put("window_days", (double) days);
        return features;
    }

    private static double deviation(double[] told, double mean) {
        double squares = 0;
        for (double value : told) {
            squares += (value - mean) * (value - mean);
        }
        return told.length < 2 ? Double.NaN : Math.sqrt(squares / told.length);
    }
}
