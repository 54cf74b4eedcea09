package dev.baton.celery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code repr} shows them, for the headers that monitors display. At most 1024 characters. */
public final class PythonRepr {
    private static final int MAX_LENGTH = 1024;

    private PythonRepr() {}

    /** Returns {@code value} as Python shows it. */
    public static String of(@Nullable Object value) {
        return shortened(repr(value));
    }

    public static String ofTuple(List<?> values) {
        return shortened("(" + joined(values) + (values.size() == 1 ? ",)" : ")"));
    }

    private static String repr(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> items) {
            return "[" + joined(items) + "]";
        }
        return "'" + value.toString().replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    private static String joined(Collection<?> items) {
        return items.stream().map(PythonRepr::repr).collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 3) + "...";
    }
}
