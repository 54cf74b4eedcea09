package dev.baton.internal.celery;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as Celery's monitors read it. There are three for each task: this takes half of the time that a map of all would.
 *
 * @param utcoffset in whole hours west of Greenwich
 * @param clock when it happened, by the logical clock
 * @param timestamp when it happened, in seconds since 1970
 * @param fields what it has besides
 */
public record WireEvent(
        String hostname,
        int utcoffset,
        long pid,
        long clock,
        BigDecimal timestamp,
        String type,
        @JsonAnyGetter Map<String, @Nullable Object> fields) {
    /** Tells whether it happened to a task; others tell of the moment, and are worth nothing later. */
    @JsonIgnore
    public boolean isOfTask() {
        return type.startsWith("task-");
    }

    /** Returns the key by which monitors subscribe to events of this type. */
    public String routingKey() {
        return type.replace('-', '.');
    }
}
