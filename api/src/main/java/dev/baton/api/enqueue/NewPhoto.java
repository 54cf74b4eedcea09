package dev.baton.api.enqueue;

import dev.baton.photo.format.PhotoFormat;

/**
 * A photo that was looked at and found good.
 *
 * @param content gives its bytes; they are read once more only when they are stored
 */
public record NewPhoto(String fileName, String sha256, PhotoFormat format, Content content) {
    /** Where the bytes of an upload lie. */
    @FunctionalInterface
    public interface Content {
        byte[] read();
    }
}
