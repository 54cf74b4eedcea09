package dev.baton.mood.sleep;

import java.time.Duration;
import java.time.LocalDateTime;

/** A time asleep, by the clock of the person. Records may overlap, as those of two devices do. */
public record SleepRecord(LocalDateTime start, LocalDateTime end) {
    private static final Duration LONGEST = Duration.ofHours(36);

    public SleepRecord {
        if (start == null || end == null) {
            throw new IllegalArgumentException("a sleep record needs start and end");
        }
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a sleep record must end after its start and within 36 hours, was " + start + " to " + end);
        }
    }
}
