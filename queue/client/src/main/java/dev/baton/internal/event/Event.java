package dev.baton.internal.event;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, without the fields that every event has.
 *
 * @param type such as {@code task-received}: the group, a dash, and what happened
 */
public record Event(String type, Map<String, @Nullable Object> fields) {
    public Event {
        // Not copied: there are three for each task.
        fields = Collections.unmodifiableMap(fields);
    }
}
