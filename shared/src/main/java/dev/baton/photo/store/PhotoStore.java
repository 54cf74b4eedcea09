package dev.baton.photo.store;

import org.springframework.core.io.Resource;

/** Holds the bytes of photos. Safe for use by many threads and processes. */
public interface PhotoStore {
    /** Puts {@code content} under {@code key}, whole or not at all; what was there is replaced. */
    void put(String key, byte[] content, String mediaType);

    /**
     * Returns the bytes under {@code key}.
     *
     * @throws MissingPhotoException where there are none
     * @throws PhotoStoreUnavailableException where the store cannot be reached
     */
    byte[] get(String key);

    /**
     * Returns what is under {@code key} without reading it; where it is gone by the time it is read, reading fails.
     *
     * @throws MissingPhotoException where there is nothing
     * @throws PhotoStoreUnavailableException where the store cannot be reached
     */
    Resource open(String key);

    /** Removes what is under {@code key}, if anything is. */
    void delete(String key);
}
