package dev.baton.internal.deadletter;

import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.Death;
import dev.baton.internal.broker.AmqpMessages;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.Json;
import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter, with all that is needed to send its message again. */
public record KeptLetter(
        UUID id,
        String queue,
        @Nullable TaskId task,
        @Nullable String name,
        Death last,
        List<Death> history,
        @Nullable Instant resentAt,
        CeleryMessage message) {
    public KeptLetter {
        history = List.copyOf(history);
    }

    /** Returns a message that died for the first time. */
    public static KeptLetter of(
            String queue, @Nullable TaskId task, @Nullable String name, Death death, CeleryMessage message) {
        return new KeptLetter(UUID.randomUUID(), queue, task, name, death, List.of(death), null, message);
    }

    /** Returns the same letter with those headers of its message alone that are text. */
    public KeptLetter withTextHeaders() {
        Map<String, @Nullable Object> texts = new LinkedHashMap<>(message.headers());
        texts.values().removeIf(value -> !(value instanceof String));
        return new KeptLetter(id, queue, task, name, last, history, resentAt, message.withHeaders(texts));
    }

    /** Returns what beside its body tells a malformed message from others with its id; null for a task, which the id is enough for. */
    public @Nullable String form() {
        if (!last.reason().equals(Death.MALFORMED)) {
            return null;
        }
        CeleryMessage sent = messageAsNew();
        return Json.write(Arrays.asList(new TreeMap<>(sent.headers()), sent.contentType(), sent.contentEncoding()));
    }

    /** Returns what an operator sees. */
    DeadLetter shown() {
        DeadLetter.Message sent = new DeadLetter.Message(
                message.headers(), message.body(), message.contentType(), message.contentEncoding());
        return new DeadLetter(id, queue, task, name, last, history, resentAt, sent);
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
