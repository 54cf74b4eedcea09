package dev.baton.deadletter;

import java.time.Instant;
import java.util.List;

/**
 * Why a message was given up.
 *
 * @param reason one word: {@code malformed}, {@code given_up}, or the broker's: {@code delivery_limit}, {@code expired},
 *     {@code rejected}, {@code maxlen}
 * @param detail for people
 */
public record Death(Instant at, String reason, String detail) {
    /** A worker could not read it. */
    public static final String MALFORMED = "malformed";
    /** Workers died of it, or it was given up for another reason that is in the detail. */
    public static final String GIVEN_UP = "given_up";

    /** All that there are. */
    public static final List<String> REASONS =
            List.of(MALFORMED, GIVEN_UP, "delivery_limit", "expired", "rejected", "maxlen");
}
