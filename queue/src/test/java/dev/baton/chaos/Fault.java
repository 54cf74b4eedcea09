package dev.baton.chaos;

/** What goes wrong in a trial. */
enum Fault {
    WORKER_KILLED,
    BROKER_KILLED,
    REDIS_KILLED,
    REDIS_FLUSHED,
    DATABASE_KILLED,
    NETWORK_CUT,
    NETWORK_SILENT
}
