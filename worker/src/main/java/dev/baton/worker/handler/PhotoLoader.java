package dev.baton.worker.handler;

import dev.baton.handler.RefusedException;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.image.UnreadablePhotoException;
import dev.baton.photo.PhotoRef;
import dev.baton.photo.format.PhotoInspector;
import dev.baton.photo.format.UnacceptablePhotoException;
import dev.baton.photo.store.MissingPhotoException;
import dev.baton.photo.store.PhotoStore;
import dev.baton.photo.store.PhotoStoreUnavailableException;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TimeLimits;
import java.time.Duration;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/** Fetches the bytes that a reference names, makes sure they are the right ones, and decodes them once. */
@Component
final class PhotoLoader {
    /** Far above what the largest photo takes: what takes longer hangs in native code, and would keep its slot for hours. */
    static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(2), Duration.ofMinutes(4));

    /** A store that is away comes back; what it does not have stays missing. */
    static final RetryRules RETRIES = RetryRules.NONE.on(
            PhotoStoreUnavailableException.class, new RetryPolicy(10, Duration.ofMillis(200), Duration.ofSeconds(10)));

    private final PhotoStore photos;
    private final PhotoInspector inspector;
    private final PhotoDecoder decoder = new PhotoDecoder();

    PhotoLoader(PhotoStore photos, PhotoInspector inspector) {
        this.photos = photos;
        this.inspector = inspector;
    }

    /**
     * Returns the decoded photo, which the caller closes.
     *
     * @throws RefusedException where the bytes are missing, not those that were uploaded, or no photo
     */
    Loaded load(PhotoRef ref) {
        byte[] bytes = fetch(ref);
        String sha256 = DigestUtils.sha256Hex(bytes);
        if (ref.sha256() != null && !ref.sha256().equals(sha256)) {
            throw new RefusedException("ChangedPhoto", "the photo's SHA-256 is " + sha256 + ", not " + ref.sha256());
        }
        try {
            // Not every photo came through the API.
            inspector.inspect(bytes);
            return new Loaded(decoder.decode(bytes), sha256);
        } catch (UnacceptablePhotoException | UnreadablePhotoException e) {
            throw new RefusedException("UnreadablePhoto", String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] fetch(PhotoRef ref) {
        try {
            return photos.get(ref.key());
        } catch (MissingPhotoException e) {
            throw new RefusedException("MissingPhoto", String.valueOf(e.getMessage()), e);
        }
    }

    /** A decoded photo and the SHA-256 of its file. */
    record Loaded(Photo photo, String sha256) implements AutoCloseable {
        @Override
        public void close() {
            photo.close();
        }
    }
}
