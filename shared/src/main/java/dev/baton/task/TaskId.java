package dev.baton.task;

import java.util.UUID;

/** Identifies one task. Celery allows any text, so this does too, up to 255 printable characters. */
public record TaskId(String value) {
    private static final int MAX_LENGTH = 255;

    public TaskId {
        if (value.isBlank() || value.length() > MAX_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a task id is 1 to " + MAX_LENGTH + " printable characters");
        }
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
