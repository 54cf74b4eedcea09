package dev.baton.mood.sleep;

import java.time.Duration;
import java.time.Instant;

/** A time asleep on the one line of time that all share. */
record Slept(Instant start, Instant end) {
    Slept {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("sleep ends after its start, was " + start + " to " + end);
        }
    }

    Duration length() {
        return Duration.between(start, end);
    }

    Instant middle() {
        return start.plus(length().dividedBy(2));
    }
}
