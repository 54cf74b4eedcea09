package dev.baton.api.enqueue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a job is for. */
public enum JobKind {
    PHOTOS,
    SEARCH;

    /** Returns the name in the database and on the wire. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobKind named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
