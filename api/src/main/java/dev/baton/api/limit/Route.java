package dev.baton.api.limit;

import java.util.Locale;

/** Requests that are counted together. */
public enum Route {
    UPLOADS,
    SEARCHES,
    CHECK_INS,
    PREDICTIONS,
    ENSEMBLE;

    /** Returns the name that settings, keys and clients know. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
