package dev.baton.photo;

import dev.baton.photo.store.PhotoKeys;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a photo lie, and how to know that they are the right ones. The queue carries this, never bytes.
 *
 * @param key in the photo store
 * @param sha256 of the bytes, 64 hexadecimal digits; null where the sender did not know it
 */
public record PhotoRef(String key, @Nullable String sha256) {
    public PhotoRef {
        PhotoKeys.requireValid(key);
        if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits in lower case");
        }
    }
}
