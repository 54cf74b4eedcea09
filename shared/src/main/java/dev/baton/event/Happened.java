package dev.baton.event;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be told.
 *
 * @param clock when it happened, by the logical clock
 * @param at when it happened
 * @param what describes it; asked once
 */
record Happened(long clock, Instant at, Supplier<Event> what) {
    private static final int SECONDS_AN_HOUR = 3600;
    private static final double MICROS = 1e6;

    Told told(Node node) {
        Event event = what.get();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("hostname", node.name());
        body.put("utcoffset", hoursWest());
        body.put("pid", node.processId());
        body.put("clock", clock);
        body.put("timestamp", ChronoUnit.MICROS.between(Instant.EPOCH, at) / MICROS);
        body.put("type", event.type());
        body.putAll(event.fields());
        return new Told(event.type(), body);
    }

    /** As Python counts: whole hours, west of Greenwich. */
    private int hoursWest() {
        ZoneRules rules = ZoneId.systemDefault().getRules();
        return Math.floorDiv(-rules.getOffset(at).getTotalSeconds(), SECONDS_AN_HOUR);
    }
}
