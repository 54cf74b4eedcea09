package dev.baton.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Somebody's id as it may stand in a log: the same id gives the same hash, and no hash leads back to its id. */
public final class HashedUser {
    private static final int BYTES = 6;

    private HashedUser() {}

    /** Returns a hash of {@code user}, for example {@code user:1f3870be274f}. */
    public static String of(Object user) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(user.toString().getBytes(StandardCharsets.UTF_8));
            return "user:" + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
