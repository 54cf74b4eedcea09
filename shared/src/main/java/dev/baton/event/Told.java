package dev.baton.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as Celery's monitors read it. */
record Told(String type, Map<String, @Nullable Object> body) {
    /** Tells whether it happened to a task; others tell of the moment, and are worth nothing later. */
    boolean isOfTask() {
        return type.startsWith("task-");
    }

    String routingKey() {
        return type.replace('-', '.');
    }
}
