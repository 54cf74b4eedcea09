package dev.baton.manual;

import dev.baton.internal.queue.lifecycle.Alarms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A clock that stands still until it is told to go on. Safe for use by many threads. A handler may advance it while it runs: its time
 * limits pass at once, on the handler's own thread.
 */
public final class ManualClock extends Clock {
    private final List<Due> alarms = new ArrayList<>();
    private Instant now;

    ManualClock(Instant now) {
        this.now = now;
    }

    private record Due(Instant at, Runnable what) {}

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Goes on by {@code time}. What was delayed until then is due at the worker's next step. */
    public void advance(Duration time) {
        set(instant().plus(time));
    }

    /**
     * Goes on to {@code moment}.
     *
     * @throws IllegalArgumentException where that has passed
     */
    public void set(Instant moment) {
        for (Optional<Due> next = goOn(moment); next.isPresent(); next = goOn(moment)) {
            next.get().what().run();
        }
    }

    /** Goes on to the next alarm until {@code moment}, and returns it, or else to that. */
    private synchronized Optional<Due> goOn(Instant moment) {
        if (moment.isBefore(now)) {
            throw new IllegalArgumentException("it is " + now + ", and a clock does not go back to " + moment);
        }
        Optional<Due> next =
                alarms.stream().filter(alarm -> !alarm.at().isAfter(moment)).min(Comparator.comparing(Due::at));
        next.ifPresent(alarms::remove);
        now = next.map(Due::at).filter(now::isBefore).orElse(next.isPresent() ? now : moment);
        return next;
    }

    synchronized Alarms.Alarm alarm(Duration delay, Runnable what) {
        Due due = new Due(now.plus(delay), what);
        alarms.add(due);
        return () -> callOff(due);
    }

    private synchronized void callOff(Due due) {
        alarms.remove(due);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** There is one zone, in which no moment differs. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
