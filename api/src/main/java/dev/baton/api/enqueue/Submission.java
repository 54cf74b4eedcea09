package dev.baton.api.enqueue;

import dev.baton.task.TaskCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for, checked and ready to be put on the queue.
 *
 * @param idempotencyKey under which the client may repeat the request
 * @param options all that makes this request another than one with the same photos
 * @param task makes the task of one item
 * @param <O> what such a task gives
 */
public record Submission<O>(
        UUID tenant,
        JobKind kind,
        @Nullable String idempotencyKey,
        @Nullable String eventId,
        List<String> options,
        List<NewPhoto> photos,
        Function<JobItem, TaskCall<?, O>> task) {

    public Submission {
        options = List.copyOf(options);
        photos = List.copyOf(photos);
    }

    /** Returns what two requests must have in common to be the same request. */
    String fingerprint() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        add(digest, kind.wireName());
        add(digest, String.valueOf(eventId));
        options.forEach(option -> add(digest, option));
        photos.forEach(photo -> {
            add(digest, photo.fileName());
            add(digest, photo.sha256());
        });
        return Hex.encodeHexString(digest.digest());
    }

    // The length goes before the text, so that no two lists of texts run together to the same bytes.
    private static void add(MessageDigest digest, String text) {
        digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
    }
}
