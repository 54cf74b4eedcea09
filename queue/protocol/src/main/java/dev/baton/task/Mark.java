package dev.baton.task;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What several tasks may have in common, and be revoked by: their group, or a stamp. Made from any text, however long. */
public record Mark(String text) {
    private static final int MAX_LENGTH = 400;

    public Mark {
        // Databases keep neither NUL nor, in an index, texts of any length.
        text = text.replace("\0", "");
        if (text.length() > MAX_LENGTH) {
            UUID rest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
            text = text.substring(0, MAX_LENGTH - 36) + rest;
        }
    }

    /** Returns the marks of a task of {@code group} with {@code stamps}; a stamp may have several values. */
    public static Set<Mark> of(@Nullable String group, Map<String, ?> stamps) {
        Stream<Mark> stamped = ofStamps(stamps).stream();
        return Stream.concat(Stream.ofNullable(group).map(Mark::ofGroup), stamped)
                .collect(Collectors.toSet());
    }

    public static Mark ofGroup(String group) {
        return new Mark("group " + group);
    }

    /** Returns a mark for each value of each of {@code stamps}. */
    public static Set<Mark> ofStamps(Map<String, ?> stamps) {
        return stamps.entrySet().stream()
                .flatMap(stamp -> valuesOf(stamp.getValue()).stream()
                        .map(value -> new Mark("stamp " + stamp.getKey() + "=" + value)))
                .collect(Collectors.toSet());
    }

    private static Collection<?> valuesOf(@Nullable Object value) {
        return value instanceof Collection<?> several ? several : List.of(String.valueOf(value));
    }
}
