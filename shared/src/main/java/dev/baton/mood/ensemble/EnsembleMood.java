package dev.baton.mood.ensemble;

import dev.baton.mood.sleep.SleepDiary;
import dev.baton.mood.sleep.SleepRecord;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the task {@code mood.ensemble} takes. It names nobody.
 *
 * @param features the 36 features by name, where they are known already
 * @param sleep records from which to compute them otherwise
 * @param activity counts of the minutes of seven consecutive days, from midnight by the person's clock, on any device's scale
 * @param timeZone the person's, to lay out sleep where the clock changes
 */
public record EnsembleMood(
        @Nullable Map<String, Double> features,
        @Nullable List<SleepRecord> sleep,
        @Nullable List<Double> activity,
        @Nullable ZoneId timeZone) {
    /** Seven days of minutes. */
    public static final int MINUTES = 7 * 24 * 60;

    private static final int MOST_RECORDS = 5000;

    public EnsembleMood {
        if ((features != null && sleep != null) || (features == null && sleep == null && activity == null)) {
            throw new IllegalArgumentException("give features or sleep, activity, or activity with one of them");
        }
        features = features == null ? null : finite(features);
        sleep = sleep == null ? null : few(sleep);
        activity = activity == null ? null : week(activity);
    }

    /** Without a time zone. */
    public EnsembleMood(
            @Nullable Map<String, Double> features,
            @Nullable List<SleepRecord> sleep,
            @Nullable List<Double> activity) {
        this(features, sleep, activity, null);
    }

    /** Returns the sleep as it was, where records of it were given. */
    public Optional<SleepDiary> diary() {
        return Optional.ofNullable(sleep).map(records -> SleepDiary.of(records, timeZone));
    }

    private static Map<String, Double> finite(Map<String, Double> features) {
        requireFinite(features.values(), "features");
        return Map.copyOf(features);
    }

    private static List<SleepRecord> few(List<SleepRecord> sleep) {
        if (sleep.size() > MOST_RECORDS) {
            throw new IllegalArgumentException("sleep has at most " + MOST_RECORDS + " records, had " + sleep.size());
        }
        return List.copyOf(sleep);
    }

    private static List<Double> week(List<Double> activity) {
        requireFinite(activity, "activity");
        if (activity.size() != MINUTES || activity.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "activity must be the counts of " + MINUTES + " minutes, 0 or more, were " + activity.size());
        }
        return List.copyOf(activity);
    }

    private static void requireFinite(Collection<Double> values, String what) {
        if (values.stream().anyMatch(value -> value == null || !Double.isFinite(value))) {
            throw new IllegalArgumentException(what + " must be finite numbers");
        }
    }
}
