package dev.baton.deadletter;

import dev.baton.internal.broker.AmqpMessages;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that was given up.
 *
 * @param queue where it came from, and is sent again
 * @param task the id of its task, where legible
 * @param name of its task, where legible
 * @param last why it died last
 * @param history each time that it died, the first one first
 * @param resentAt when it was sent again last, if it was
 */
public record DeadLetter(
        UUID id,
        String queue,
        @Nullable TaskId task,
        @Nullable String name,
        Death last,
        List<Death> history,
        @Nullable Instant resentAt,
        CeleryMessage message) {

    public DeadLetter {
        history = List.copyOf(history);
    }

    /** Returns the process that sent the message, for example {@code gen17768@host}, where legible. */
    public Optional<String> origin() {
        return message.headers().get("origin") instanceof String origin ? Optional.of(origin) : Optional.empty();
    }

    /** Returns the same letter with those headers of its message alone that are text. */
    public DeadLetter withTextHeaders() {
        Map<String, @Nullable Object> texts = new LinkedHashMap<>(message.headers());
        texts.values().removeIf(value -> !(value instanceof String));
        return new DeadLetter(id, queue, task, name, last, history, resentAt, message.withHeaders(texts));
    }

    /** Returns a message that died for the first time. */
    public static DeadLetter of(
            UUID id, String queue, @Nullable TaskId task, @Nullable String name, Death death, CeleryMessage message) {
        return new DeadLetter(id, queue, task, name, death, List.of(death), null, message);
    }

    /** Returns the message as if it had not been sent before: with no retries and no deliveries behind it, and wanted at once. */
    CeleryMessage messageAsNew() {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        message.headers().forEach((header, value) -> {
            if (!isOfItsWay(header)) {
                headers.put(header, value);
            }
        });
        headers.computeIfPresent("retries", (header, value) -> 0);
        // It was wanted in time once; an operator wants it now.
        headers.replace("expires", null);
        headers.replace("eta", null);
        return message.withHeaders(headers);
    }

    // What workers, their library and the broker have added.
    private static boolean isOfItsWay(String header) {
        return header.startsWith("x-baton-") || header.startsWith("spring_") || AmqpMessages.isBrokers(header);
    }
}
