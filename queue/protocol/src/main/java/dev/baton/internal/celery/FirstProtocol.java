package dev.baton.internal.celery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Celery's first protocol, in which the body is an object that holds what headers do in the second. Old clients speak it, and those with
 * {@code task_protocol = 1}. Celery's workers take it, and a mixture with headers.
 */
public final class FirstProtocol {
    /** Whether moments without an offset are in UTC; otherwise they are in a zone that the message does not name. */
    static final String UTC = "utc";

    private static final List<String> HEADERS = List.of(
            "lang",
            "task",
            "id",
            "shadow",
            "eta",
            "expires",
            "group",
            "group_index",
            "retries",
            "timelimit",
            "root_id",
            "parent_id",
            "argsrepr",
            "kwargsrepr",
            "origin",
            UTC);
    private static final List<String> WORKFLOW = List.of("callbacks", "errbacks", "chord");

    private FirstProtocol() {}

    /** Returns {@code message} as one of the second protocol, as far as it is legible; what is none of the first is returned as it is. */
    public static CeleryMessage toSecond(CeleryMessage message) {
        boolean isNamed = message.headers().get("task") != null;
        if (isNamed && !beginsAsObject(message.body())) {
            return message;
        }
        return BodyCodec.legible(message)
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .filter(fields -> fields.containsKey(isNamed ? "args" : "task"))
                .map(fields -> message.with(headers(message, fields), body(fields)))
                .orElse(message);
    }

    private static boolean beginsAsObject(byte[] body) {
        for (byte one : body) {
            if (!Character.isWhitespace(one)) {
                return one == '{';
            }
        }
        return false;
    }

    private static Map<String, @Nullable Object> headers(CeleryMessage message, Map<?, ?> fields) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        // What it is compressed with: the new body is not.
        message.headers().forEach((name, value) -> {
            if (value != null && !name.equals("compression")) {
                headers.put(name, value);
            }
        });
        HEADERS.stream()
                .filter(name -> fields.get(name) != null)
                .forEach(name -> headers.putIfAbsent(name, fields.get(name)));
        Optional.ofNullable(fields.get("taskset")).ifPresent(group -> headers.putIfAbsent("group", group));
        Optional.ofNullable(message.correlationId()).ifPresent(id -> headers.putIfAbsent("id", id));
        return headers;
    }

    private static byte[] body(Map<?, ?> fields) {
        Map<String, @Nullable Object> embed = new LinkedHashMap<>();
        WORKFLOW.forEach(step -> embed.put(step, fields.get(step)));
        Object args = fields.containsKey("args") ? fields.get("args") : List.of();
        Object kwargs = fields.containsKey("kwargs") ? fields.get("kwargs") : Map.of();
        return TaskJson.write(Arrays.asList(args, kwargs, embed)).getBytes(StandardCharsets.UTF_8);
    }
}
