package dev.baton.gallery;

import java.util.UUID;

/** Whose photos are whose. */
public final class Tenants {
    /** The tenant of all who have no key of their own. */
    public static final UUID DEFAULT = UUID.fromString("00000000-0000-0000-0000-000000000001");

    private Tenants() {}
}
