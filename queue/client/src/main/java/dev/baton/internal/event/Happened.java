package dev.baton.internal.event;

import dev.baton.internal.celery.Moments;
import dev.baton.internal.celery.WireEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.function.Supplier;

/**
 * An event that waits to be told.
 *
 * @param clock when it happened, by the logical clock
 * @param at when it happened
 * @param what describes it; asked once
 */
record Happened(long clock, Instant at, Supplier<Event> what) {
    private static final int SECONDS_AN_HOUR = 3600;

    WireEvent told(Node node) {
        Event event = what.get();
        return new WireEvent(
                node.name(), hoursWest(), node.processId(), clock, Moments.secondsOf(at), event.type(), event.fields());
    }

    /** As Python counts: whole hours, west of Greenwich. */
    private int hoursWest() {
        ZoneRules rules = ZoneId.systemDefault().getRules();
        return Math.floorDiv(-rules.getOffset(at).getTotalSeconds(), SECONDS_AN_HOUR);
    }
}
