package dev.baton.mood.checkin;

import dev.baton.mood.checkin.CheckInField.Group;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody reports of one day, in six groups of named numbers. Any group or field may be absent, none may be out of its range.
 *
 * @param id null until it is stored
 */
public record CheckIn(
        @Nullable UUID id,
        LocalDate checkinDate,
        @Nullable Map<String, Double> sleepData,
        @Nullable Map<String, Double> moodData,
        @Nullable Map<String, Double> symptomsData,
        @Nullable Map<String, Double> riskRoutineData,
        @Nullable Map<String, Double> appetiteImpulseData,
        @Nullable Map<String, Double> medsContextData) {

    public CheckIn {
        if (checkinDate == null) {
            throw new InvalidCheckInException(Map.of("checkin_date", "is required: 2026-01-31"));
        }
        Map<String, String> faults = new LinkedHashMap<>();
        sleepData = checked(Group.SLEEP, sleepData, faults);
        moodData = checked(Group.MOOD, moodData, faults);
        symptomsData = checked(Group.SYMPTOMS, symptomsData, faults);
        riskRoutineData = checked(Group.RISK_ROUTINE, riskRoutineData, faults);
        appetiteImpulseData = checked(Group.APPETITE_IMPULSE, appetiteImpulseData, faults);
        medsContextData = checked(Group.MEDS_CONTEXT, medsContextData, faults);
        if (!faults.isEmpty()) {
            throw new InvalidCheckInException(faults);
        }
    }

    private static @Nullable Map<String, Double> checked(
            Group group, @Nullable Map<String, Double> values, Map<String, String> faults) {
        if (values == null) {
            return null;
        }
        Map<String, Double> told = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            String path = group.wireName() + "." + name;
            CheckInField.named(group, name)
                    .ifPresentOrElse(
                            field -> {
                                if (value != null) {
                                    field.fault(value).ifPresent(fault -> faults.put(path, fault));
                                    told.put(name, value);
                                }
                            },
                            () -> faults.put(path, "is not known; there are " + CheckInField.labels(group)));
        });
        return Map.copyOf(told);
    }

    /** Returns the same check-in as it is stored under {@code other}. */
    public CheckIn withId(UUID other) {
        return new CheckIn(
                other,
                checkinDate,
                sleepData,
                moodData,
                symptomsData,
                riskRoutineData,
                appetiteImpulseData,
                medsContextData);
    }

    /** Returns what was told of {@code field}. */
    public OptionalDouble value(CheckInField field) {
        Map<String, Double> group = groups().get(field.group());
        Double value = group == null ? null : group.get(field.label());
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Returns the groups that were told. */
    public Map<Group, Map<String, Double>> groups() {
        Map<Group, Map<String, Double>> groups = new EnumMap<>(Group.class);
        put(groups, Group.SLEEP, sleepData);
        put(groups, Group.MOOD, moodData);
        put(groups, Group.SYMPTOMS, symptomsData);
        put(groups, Group.RISK_ROUTINE, riskRoutineData);
        put(groups, Group.APPETITE_IMPULSE, appetiteImpulseData);
        put(groups, Group.MEDS_CONTEXT, medsContextData);
        return groups;
    }

    private static void put(Map<Group, Map<String, Double>> groups, Group group, @Nullable Map<String, Double> values) {
        if (values != null) {
            groups.put(group, values);
        }
    }
}
