package dev.baton.mood.checkin;

import java.util.LinkedHashMap;
import java.util.Map;

/** A check-in has fields that are unknown or out of their range. */
public final class InvalidCheckInException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> faults;

    InvalidCheckInException(Map<String, String> faults) {
        super("the check-in is not valid: " + faults);
        this.faults = new LinkedHashMap<>(faults);
    }

    /** Returns what is wrong with which field: {@code {"sleep_data.hoursSlept": "must be 0 to 24, was 25"}}. */
    public Map<String, String> faults() {
        return faults;
    }
}
