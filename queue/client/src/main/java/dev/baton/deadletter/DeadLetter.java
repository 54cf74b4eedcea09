package dev.baton.deadletter;

import dev.baton.task.TaskId;
import java.time.Instant;
import java.util.Collections;
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
        Message message) {

    public DeadLetter {
        history = List.copyOf(history);
    }

    /** Returns the process that sent the message, for example {@code gen17768@host}, where legible. */
    public Optional<String> origin() {
        return message.headers().get("origin") instanceof String origin ? Optional.of(origin) : Optional.empty();
    }

    /** What was sent. */
    public record Message(
            Map<String, @Nullable Object> headers,
            byte[] body,
            @Nullable String contentType,
            @Nullable String contentEncoding) {
        public Message {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }
    }
}
