package dev.baton.chaos;

import java.util.Arrays;
import java.util.List;

/** What goes wrong in a trial. */
enum Fault {
    WORKER_KILLED,
    BROKER_KILLED,
    REDIS_KILLED,
    REDIS_FLUSHED,
    DATABASE_KILLED,
    NETWORK_CUT,
    NETWORK_SILENT,
    /** Needs workers in network namespaces. */
    NETWORK_UNPLUGGED;

    /** Those that can be made to happen here. */
    static List<Fault> possible() {
        boolean hasNamespaces = Namespace.isPossible();
        return Arrays.stream(values())
                .filter(fault -> hasNamespaces || fault != NETWORK_UNPLUGGED)
                .toList();
    }
}
