package dev.baton.periodic;

/** What becomes of ticks that passed while no worker ran, or while the broker was away. */
public enum CatchUp {
    /** They are left out. */
    SKIP,
    /** The last of them is sent. */
    ONCE,
    /** Each is sent. */
    ALL
}
