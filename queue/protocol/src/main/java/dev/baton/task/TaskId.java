package dev.baton.task;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Identifies one task. Celery allows any text, so this does too: printable, and no longer than brokers take, 255 bytes in UTF-8. */
public record TaskId(String value) {
    /** What an id must be, in words that end a sentence. */
    public static final String FORM =
            "text of at most 255 bytes in UTF-8 that is not blank and has no control characters";

    private static final int MAX_LENGTH = 255;

    public TaskId {
        if (value.isBlank() || isLong(value) || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a task id must be " + FORM);
        }
    }

    private static boolean isLong(String value) {
        return value.length() > MAX_LENGTH || value.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH;
    }

    /** Returns a new random id, a UUID as Celery itself makes them. */
    public static TaskId random() {
        return new TaskId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
