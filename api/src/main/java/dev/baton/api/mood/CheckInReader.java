package dev.baton.api.mood;

import dev.baton.api.body.Faults;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckInField.Group;
import dev.baton.mood.checkin.InvalidCheckInException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads check-ins from JSON, noting all that is wrong with them. */
@Component
final class CheckInReader {
    private static final String DATE = "checkin_date";
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final String GROUPS =
            Arrays.stream(Group.values()).map(Group::wireName).collect(Collectors.joining(", "));

    private final Clock clock;

    CheckInReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns the check-in that {@code fields} are, or nothing where {@code faults} was told why not.
     *
     * @param place before the names of fields
     * @param others fields that are no part of the check-in
     */
    Optional<CheckIn> read(String place, Map<?, ?> fields, Set<String> others, Faults faults) {
        int before = faults.count();
        LocalDate date = date(place + DATE, fields.get(DATE), faults);
        Map<Group, Map<String, Double>> groups = new EnumMap<>(Group.class);
        fields.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!name.equals(DATE) && !others.contains(name)) {
                group(place, name, value, faults).ifPresent(read -> groups.put(read.group(), read.values()));
            }
        });
        if (faults.count() == before && groups.values().stream().allMatch(Map::isEmpty)) {
            String whole = place.isEmpty() ? "check_in" : place.substring(0, place.length() - 1);
            faults.add(whole, "tells nothing: at least one field of " + GROUPS + " must have a value");
        }
        // Without a date the ranges are checked all the same, so that the client hears of everything at once.
        Optional<CheckIn> checkIn = inRange(place, date == null ? FIRST_DAY : date, groups, faults);
        return faults.count() > before ? Optional.empty() : checkIn;
    }

    private @Nullable LocalDate date(String field, @Nullable Object value, Faults faults) {
        // Where the day is already tomorrow, it is today.
        LocalDate last = LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
        try {
            LocalDate date = LocalDate.parse(String.valueOf(value));
            if (!date.isBefore(FIRST_DAY) && !date.isAfter(last)) {
                return date;
            }
        } catch (DateTimeParseException e) {
            faults.add(field, "must be a day like 2026-01-31");
        }
        faults.add(field, "must be a day from " + FIRST_DAY + " to " + last);
        return null;
    }

    private static Optional<Values> group(String place, String name, @Nullable Object value, Faults faults) {
        Optional<Group> group = Arrays.stream(Group.values())
                .filter(one -> one.wireName().equals(name))
                .findFirst();
        if (group.isEmpty()) {
            faults.add(place + name, "is not known; there are " + DATE + ", " + GROUPS);
        } else if (value instanceof Map<?, ?> fields) {
            return Optional.of(new Values(group.get(), numbers(place + name + ".", fields, faults)));
        } else if (value != null) {
            faults.add(place + name, "must be an object of numbers");
        }
        return Optional.empty();
    }

    private static Map<String, Double> numbers(String place, Map<?, ?> fields, Faults faults) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value instanceof Number number) {
                numbers.put(String.valueOf(name), number.doubleValue());
            } else if (value != null) {
                faults.add(place + name, "must be a number");
            }
        });
        return numbers;
    }

    private static Optional<CheckIn> inRange(
            String place, LocalDate date, Map<Group, Map<String, Double>> groups, Faults faults) {
        try {
            return Optional.of(new CheckIn(
                    null,
                    date,
                    groups.get(Group.SLEEP),
                    groups.get(Group.MOOD),
                    groups.get(Group.SYMPTOMS),
                    groups.get(Group.RISK_ROUTINE),
                    groups.get(Group.APPETITE_IMPULSE),
                    groups.get(Group.MEDS_CONTEXT)));
        } catch (InvalidCheckInException e) {
            e.faults().forEach((field, reason) -> faults.add(place + field, reason));
            return Optional.empty();
        }
    }

    /** Returns the UUID that {@code value} is. */
    static Optional<UUID> uuid(String field, @Nullable Object value, Faults faults) {
        try {
            return Optional.of(UUID.fromString(String.valueOf(value)));
        } catch (IllegalArgumentException e) {
            faults.add(field, "must be a UUID");
            return Optional.empty();
        }
    }

    private record Values(Group group, Map<String, Double> values) {}
}
