package dev.baton.api.mood;

import dev.baton.api.body.Faults;
import dev.baton.api.problem.ProblemType;
import dev.baton.mood.PredictMood;
import dev.baton.mood.checkin.CheckIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads predictions to make from check-ins that come with the request and are not stored. */
@Component
final class InlineReader {
    private static final Set<String> FIELDS = Set.of("check_ins", "types", "window_days", "limit_checkins");

    private final CheckInReader reader;

    InlineReader(CheckInReader reader) {
        this.reader = reader;
    }

    PredictMood read(Map<String, Object> body) {
        body.keySet().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw ProblemType.INVALID_PARAMETER.because("'" + name + "' is not known; there are " + FIELDS);
                });
        PredictionQuery query = new PredictionQuery(
                types(body.get("types")),
                number(body, "window_days", PredictMood.USUAL_WINDOW),
                number(body, "limit_checkins", 0));
        return new PredictMood(
                checkIns(body.get("check_ins")), query.types(), query.windowDays(), query.limitCheckins());
    }

    private static List<String> types(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> names && names.stream().allMatch(String.class::isInstance)) {
            return names.stream().map(String::valueOf).toList();
        }
        throw ProblemType.INVALID_PARAMETER.because("'types' must be a list of names");
    }

    private static int number(Map<String, Object> body, String name, int usual) {
        Object value = body.get(name);
        if (value == null || value instanceof Integer) {
            return value == null ? usual : (Integer) value;
        }
        throw ProblemType.INVALID_PARAMETER.because("'" + name + "' must be a whole number");
    }

    private List<CheckIn> checkIns(@Nullable Object value) {
        if (!(value instanceof List<?> all) || all.isEmpty() || all.size() > PredictMood.MAX_CHECKINS) {
            throw ProblemType.INVALID_PARAMETER.because("'check_ins' must be a list of 1 to " + PredictMood.MAX_CHECKINS
                    + " check-ins, was " + (value instanceof List<?> list ? "one of " + list.size() : "none"));
        }
        Faults faults = new Faults();
        List<CheckIn> read = new ArrayList<>();
        for (int at = 0; at < all.size(); at++) {
            one("check_ins[" + at + "]", all.get(at), faults).ifPresent(read::add);
        }
        faults.refuse(ProblemType.INVALID_CHECK_IN);
        return read;
    }

    private Optional<CheckIn> one(String place, @Nullable Object value, Faults faults) {
        if (!(value instanceof Map<?, ?> fields)) {
            faults.add(place, "must be a check-in");
            return Optional.empty();
        }
        Optional<CheckIn> checkIn = reader.read(place + ".", fields, Set.of("id"), faults);
        if (fields.get("id") == null) {
            return checkIn;
        }
        Optional<UUID> id = CheckInReader.uuid(place + ".id", fields.get("id"), faults);
        return id.flatMap(known -> checkIn.map(one -> one.withId(known)));
    }
}
