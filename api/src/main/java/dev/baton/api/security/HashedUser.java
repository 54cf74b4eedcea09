package dev.baton.api.security;

import org.apache.commons.codec.digest.DigestUtils;

/** Somebody's id as it may stand in a log: the same id gives the same hash, and no hash leads back to its id. */
public final class HashedUser {
    private static final int DIGITS = 12;

    private HashedUser() {}

    /** Returns a hash of {@code user}, for example {@code user:1f3870be274f}. */
    public static String of(Object user) {
        return "user:" + DigestUtils.sha256Hex(user.toString()).substring(0, DIGITS);
    }
}
