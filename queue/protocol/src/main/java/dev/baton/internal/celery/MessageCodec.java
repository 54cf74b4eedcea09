package dev.baton.internal.celery;

import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Task requests as messages of Celery's protocol 2
 * (<a href="https://docs.celeryq.dev/en/stable/internals/protocol.html">Message Protocol</a>). Safe for use by many
 * threads.
 */
public final class MessageCodec {
    private static final long MAX_EXPIRATION_MILLIS = 0xFFFF_FFFFL;
    private static final List<String> WORKFLOW = List.of("callbacks", "errbacks", "chain", "chord");

    private final String origin;

    /** Makes a codec that signs what it sends with {@code origin}, for example {@code baton@host}. */
    public MessageCodec(String origin) {
        this.origin = origin;
    }

    /** Returns {@code request} with every header that Celery itself sends. */
    public CeleryMessage encode(TaskRequest request, Instant now) {
        Map<String, @Nullable Object> embed = new LinkedHashMap<>();
        WORKFLOW.forEach(step -> embed.put(step, request.workflow().get(step)));
        List<@Nullable Object> body = Arrays.asList(request.args(), request.kwargs(), embed);
        Instant expires = request.conditions().expires();
        return new CeleryMessage(
                headersOf(request),
                TaskJson.write(body).getBytes(StandardCharsets.UTF_8),
                BodyCodec.CONTENT_TYPE,
                "utf-8",
                request.id().value(),
                request.lineage().replyTo(),
                request.conditions().priority(),
                expires == null ? null : expirationOf(Duration.between(now, expires)));
    }

    /** Workers look at the moment themselves; the broker takes no more than some 49 days. */
    private static @Nullable Long expirationOf(Duration left) {
        return left.toMillis() > MAX_EXPIRATION_MILLIS ? null : Long.valueOf(Math.max(0, left.toMillis()));
    }

    private Map<String, @Nullable Object> headersOf(TaskRequest request) {
        TaskRequest.Lineage lineage = request.lineage();
        TaskRequest.Conditions conditions = request.conditions();
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        headers.put("lang", "java");
        headers.put("task", request.task());
        headers.put("id", request.id().value());
        headers.put("shadow", null);
        headers.put("eta", textOf(conditions.eta()));
        headers.put("expires", textOf(conditions.expires()));
        headers.put("group", lineage.group());
        headers.put("group_index", lineage.groupIndex());
        headers.put("retries", conditions.retries());
        headers.put(
                "timelimit",
                Arrays.asList(
                        secondsOf(conditions.limits().hard()),
                        secondsOf(conditions.limits().soft())));
        headers.put("root_id", lineage.root().value());
        headers.put("parent_id", lineage.parent());
        headers.put("argsrepr", PythonRepr.ofTuple(request.args()));
        headers.put("kwargsrepr", PythonRepr.of(request.kwargs()));
        headers.put("origin", lineage.origin() == null ? origin : lineage.origin());
        headers.put("ignore_result", conditions.ignoreResult());
        headers.put("replaced_task_nesting", 0);
        headers.put(
                "stamped_headers",
                lineage.stamps().isEmpty() ? null : List.copyOf(lineage.stamps().keySet()));
        headers.put("stamps", lineage.stamps());
        return headers;
    }

    private static @Nullable Double secondsOf(@Nullable Duration limit) {
        return limit == null ? null : limit.toMillis() / 1000.0;
    }

    /** Returns {@code message} as Celery sends it for its next attempt: the same task, one retry more, not before {@code eta}. */
    public static CeleryMessage retried(CeleryMessage message, TaskRequest request, Instant eta) {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>(message.headers());
        headers.put("retries", request.conditions().retries() + 1);
        headers.put("parent_id", request.id().value());
        headers.put("eta", textOf(eta));
        return message.withHeaders(headers);
    }

    private static @Nullable String textOf(@Nullable Instant moment) {
        return moment == null ? null : Moments.write(moment);
    }

    /**
     * Returns the request that {@code message} carries.
     *
     * @throws MalformedMessageException where it is not one of protocol 2
     */
    public TaskRequest decode(CeleryMessage message) {
        HeaderReader headers = new HeaderReader(message);
        TaskId id = headers.id();
        headers.requireShallow();
        List<@Nullable Object> body = new BodyCodec(id).decode(message);
        TaskRequest.Conditions conditions = new TaskRequest.Conditions(
                headers.moment("eta"),
                headers.moment("expires"),
                headers.number("retries", 0),
                message.priority() == null ? 0 : message.priority(),
                Boolean.TRUE.equals(message.headers().get("ignore_result")),
                headers.timeLimits());
        TaskRequest.Lineage lineage = new TaskRequest.Lineage(
                headers.root(),
                headers.text("parent_id"),
                headers.text("group"),
                message.headers().get("group_index") instanceof Number index ? index.intValue() : null,
                message.replyTo(),
                headers.text("origin"),
                HeaderReader.stampsIn(message.headers()),
                null);
        return new TaskRequest(
                id, headers.task(), listIn(body), mapIn(body.get(1)), conditions, lineage, workflowIn(body.get(2)));
    }

    /**
     * Returns what {@code message}, which is no valid task, says of its place in a workflow, under the {@code id} that it claims. Other
     * tasks may wait for its end.
     */
    public static TaskRequest placeOf(CeleryMessage message, TaskId id) {
        Map<String, @Nullable Object> headers = message.headers();
        TaskRequest.Lineage lineage = new TaskRequest.Lineage(
                id,
                null,
                headers.get("group") instanceof String group ? group : null,
                headers.get("group_index") instanceof Number index ? index.intValue() : null,
                message.replyTo(),
                headers.get("origin") instanceof String origin ? origin : null);
        return new TaskRequest(
                id,
                headers.get("task") instanceof String task && !task.isBlank() ? task : "unknown",
                List.of(),
                Map.of(),
                TaskRequest.Conditions.NONE,
                lineage,
                workflowIn(BodyCodec.embed(message)));
    }

    private static List<@Nullable Object> listIn(List<@Nullable Object> body) {
        return new ArrayList<>((List<?>) Objects.requireNonNull(body.get(0)));
    }

    private static Map<String, @Nullable Object> mapIn(@Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
        }
        return map;
    }

    private static Map<String, Object> workflowIn(@Nullable Object embed) {
        Map<String, Object> workflow = new LinkedHashMap<>();
        mapIn(embed).forEach((step, value) -> {
            boolean empty = value instanceof List<?> list && list.isEmpty();
            if (value != null && !empty && WORKFLOW.contains(step)) {
                workflow.put(step, value);
            }
        });
        return workflow;
    }
}
