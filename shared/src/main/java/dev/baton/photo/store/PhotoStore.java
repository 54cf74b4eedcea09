package dev.baton.photo.store;

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

    /** Removes what is under {@code key}, if anything is. */
    void delete(String key);
}
