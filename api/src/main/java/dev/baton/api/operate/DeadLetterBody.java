package dev.baton.api.operate;

import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.Death;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as operators see it.
 *
 * @param message null in lists
 */
record DeadLetterBody(
        UUID id,
        String queue,
        @Nullable String taskId,
        @Nullable String task,
        @Nullable String origin,
        String reason,
        String detail,
        Instant firstAt,
        Instant lastAt,
        @Nullable Instant resentAt,
        List<Death> history,
        @Nullable MessageBody message) {

    static DeadLetterBody listed(DeadLetter letter) {
        return of(letter, null);
    }

    static DeadLetterBody whole(DeadLetter letter) {
        return of(letter, MessageBody.of(letter));
    }

    private static DeadLetterBody of(DeadLetter letter, @Nullable MessageBody message) {
        return new DeadLetterBody(
                letter.id(),
                letter.queue(),
                letter.task() == null ? null : letter.task().value(),
                letter.name(),
                letter.origin().orElse(null),
                letter.last().reason(),
                letter.last().detail(),
                letter.history().get(0).at(),
                letter.last().at(),
                letter.resentAt(),
                letter.history(),
                message);
    }

    /**
     * The message itself.
     *
     * @param body as text, where it is UTF-8
     * @param bodyBase64 otherwise
     */
    record MessageBody(
            Map<String, @Nullable Object> headers,
            @Nullable String contentType,
            @Nullable String contentEncoding,
            @Nullable String body,
            @Nullable String bodyBase64) {

        static MessageBody of(DeadLetter letter) {
            byte[] bytes = letter.message().body();
            String text = textOf(bytes);
            return new MessageBody(
                    letter.message().headers(),
                    letter.message().contentType(),
                    letter.message().contentEncoding(),
                    text,
                    text == null ? Base64.getEncoder().encodeToString(bytes) : null);
        }

        private static @Nullable String textOf(byte[] bytes) {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }
}
