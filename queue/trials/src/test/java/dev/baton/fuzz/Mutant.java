package dev.baton.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** A message on its way from right to wrong; its parts are changed in place. */
final class Mutant {
    static final String TASK = "fuzz.take";

    final String mark;
    final Map<String, Object> headers = new LinkedHashMap<>();
    byte[] body;
    String contentType = "application/json";
    String contentEncoding = "utf-8";
    String replyTo;
    String correlationId;
    String expiration;
    Integer priority = 0;

    /** Makes a message as Celery sends it; {@code mark} is its correlation id, by which it is known where its task is not. */
    Mutant(String mark) {
        this.mark = mark;
        this.correlationId = mark;
        String id =
                UUID.nameUUIDFromBytes(mark.getBytes(StandardCharsets.UTF_8)).toString();
        headers.put("lang", "py");
        headers.put("task", TASK);
        headers.put("id", id);
        headers.put("shadow", null);
        headers.put("eta", null);
        headers.put("expires", null);
        headers.put("group", null);
        headers.put("group_index", null);
        headers.put("retries", 0);
        headers.put("timelimit", java.util.Arrays.asList(null, null));
        headers.put("root_id", id);
        headers.put("parent_id", null);
        headers.put("argsrepr", "(1,)");
        headers.put("kwargsrepr", "{}");
        headers.put("origin", "gen1@fuzz");
        headers.put("ignore_result", false);
        headers.put("replaced_task_nesting", 0);
        headers.put("stamped_headers", null);
        headers.put("stamps", Map.of());
        body =
                "[[{\"key\": [1, 2.5, null, \"text\"]}, 7], {\"amount\": 12.5, \"texts\": [\"a\"]}, {\"callbacks\": null}]"
                        .getBytes(StandardCharsets.UTF_8);
    }

    /** The task ids under which an answer may stand: what the header says, and the correlation id where that says nothing. */
    List<String> ids() {
        Object id = headers.get("id");
        String said =
                id instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : Objects.toString(id, null);
        return Stream.of(said, correlationId).filter(Objects::nonNull).toList();
    }
}
