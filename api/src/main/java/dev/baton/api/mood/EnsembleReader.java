package dev.baton.api.mood;

import dev.baton.api.body.Faults;
import dev.baton.api.problem.ProblemType;
import dev.baton.mood.ensemble.EnsembleMood;
import dev.baton.mood.sleep.SleepRecord;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the ensemble is asked about. */
@Component
final class EnsembleReader {
    private static final Set<String> FIELDS = Set.of("features", "sleep", "activity", "time_zone");

    EnsembleMood read(Map<String, Object> body) {
        Faults faults = new Faults();
        body.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .forEach(name -> faults.add(name, "is not known; there are features, sleep, activity, time_zone"));
        Map<String, Double> features = features(body.get("features"), faults);
        List<SleepRecord> sleep =
                list("sleep", body.get("sleep"), faults, (place, value) -> night(place, value, faults));
        List<Double> activity =
                list("activity", body.get("activity"), faults, (place, value) -> count(place, value, faults));
        ZoneId zone = zone(body.get("time_zone"), faults);
        faults.refuse(ProblemType.INVALID_FEATURES);
        try {
            return new EnsembleMood(features, sleep, activity, zone);
        } catch (IllegalArgumentException e) {
            throw ProblemType.INVALID_FEATURES.because(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Map<String, Double> features(@Nullable Object value, Faults faults) {
        if (value == null) {
            return null;
        }
        Map<String, Double> features = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, one) -> number("features." + name, one, faults)
                    .ifPresent(read -> features.put(String.valueOf(name), read)));
        } else {
            faults.add("features", "must be an object of numbers");
        }
        return features;
    }

    private static <T> @Nullable List<T> list(
            String name,
            @Nullable Object value,
            Faults faults,
            BiFunction<String, @Nullable Object, Optional<T>> read) {
        if (value == null) {
            return null;
        }
        List<T> all = new ArrayList<>();
        if (value instanceof List<?> values) {
            for (int at = 0; at < values.size(); at++) {
                read.apply(name + "[" + at + "]", values.get(at)).ifPresent(all::add);
            }
        } else {
            faults.add(name, "must be a list");
        }
        return all;
    }

    private static Optional<Double> number(String place, @Nullable Object value, Faults faults) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return Optional.of(number.doubleValue());
        }
        faults.add(place, "must be a finite number");
        return Optional.empty();
    }

    private static Optional<Double> count(String place, @Nullable Object value, Faults faults) {
        Optional<Double> read = number(place, value, faults);
        if (read.filter(count -> count < 0).isPresent()) {
            faults.add(place, "must be 0 or more, was " + value);
            return Optional.empty();
        }
        return read;
    }

    private static Optional<SleepRecord> night(String place, @Nullable Object value, Faults faults) {
        if (!(value instanceof Map<?, ?> fields) || !fields.keySet().equals(Set.of("start", "end"))) {
            faults.add(place, "must be an object of start and end");
            return Optional.empty();
        }
        try {
            return Optional.of(new SleepRecord(text(fields.get("start")), text(fields.get("end"))));
        } catch (IllegalArgumentException e) {
            faults.add(place, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private static @Nullable ZoneId zone(@Nullable Object value, Faults faults) {
        try {
            return value == null ? null : ZoneId.of(text(value));
        } catch (DateTimeException e) {
            faults.add("time_zone", "must be a time zone like Europe/Berlin, was " + value);
            return null;
        }
    }
}
