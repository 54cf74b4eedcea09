package dev.baton.task;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Identifies one task. Celery allows any text, so this does too: printable, and no longer than brokers take, 255 bytes in UTF-8. */
public record TaskId(String value) {
    /** What an id must be, in words that end a sentence. */
    public static final String FORM =
            "text of at most 255 bytes in UTF-8 that is not blank and has no control characters";

    private static final int MAX_LENGTH = 255;
    /** RFC 9562's namespace of domain names, whose form names of tasks have. */
    private static final UUID NAMES = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    public TaskId {
        if (value.isBlank() || isLong(value) || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a task id must be " + FORM);
        }
    }

    private static boolean isLong(String value) {
        return value.length() > MAX_LENGTH || value.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH;
    }

    /** Returns a new random id, a UUID as Celery itself makes them. */
    public static TaskId random() {
        return new TaskId(UUID.randomUUID().toString());
    }

    /**
     * Returns the id of tasks named {@code task} with {@code key}, always the same: a UUID of version 5 (RFC 9562). In Python it is
     * {@code uuid5(uuid5(NAMESPACE_DNS, task), key)}.
     */
    public static TaskId ofKey(String task, String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException("the key of a task must not be blank");
        }
        return new TaskId(named(named(NAMES, task), key).toString());
    }

    private static UUID named(UUID namespace, String name) {
        MessageDigest digest = sha1();
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        // Four bits say the version, two the variant.
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
