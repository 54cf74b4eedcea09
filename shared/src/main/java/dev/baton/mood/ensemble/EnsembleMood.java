package dev.baton.mood.ensemble;

import dev.baton.mood.sleep.SleepRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the task {@code mood.ensemble} takes. It names nobody.
 *
 * @param features the 36 features by name, where they are known already
 * @param sleep records from which to compute them otherwise
 * @param activity of the minutes of seven consecutive days
 */
public record EnsembleMood(
        @Nullable Map<String, Double> features,
        @Nullable List<SleepRecord> sleep,
        @Nullable List<Double> activity) {
    /** Seven days of minutes. */
    public static final int MINUTES = 7 * 24 * 60;

    private static final int MOST_RECORDS = 5000;

    public EnsembleMood {
        if (features != null && sleep != null || features == null && sleep == null && activity == null) {
            throw new IllegalArgumentException("give features or sleep, activity, or activity with one of them");
        }
        requireFinite(features == null ? null : features.values(), "features");
        requireFinite(activity, "activity");
        if (activity != null && (activity.size() != MINUTES || activity.stream().anyMatch(count -> count < 0))) {
            throw new IllegalArgumentException(
                    "activity must be the counts of " + MINUTES + " minutes, 0 or more, were " + activity.size());
        }
        if (sleep != null && sleep.size() > MOST_RECORDS) {
            throw new IllegalArgumentException("sleep has at most " + MOST_RECORDS + " records, had " + sleep.size());
        }
        features = features == null ? null : Map.copyOf(features);
        sleep = sleep == null ? null : List.copyOf(sleep);
        activity = activity == null ? null : List.copyOf(activity);
    }

    private static void requireFinite(@Nullable Collection<Double> values, String what) {
        if (values != null && values.stream().anyMatch(value -> value == null || !Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be finite numbers");
        }
    }
}
