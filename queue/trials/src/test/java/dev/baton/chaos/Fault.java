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

    /**
     * Those of a list like {@code REDIS_KILLED,BROKER_KILLED}.
     *
     * @throws IllegalArgumentException if one is not possible here
     */
    static List<Fault> named(String names) {
        List<String> possible = possible().stream().map(Fault::name).toList();
        return Arrays.stream(names.split(","))
                .peek(name -> {
                    if (!possible.contains(name)) {
                        throw new IllegalArgumentException("'" + name + "' is none of the faults " + possible);
                    }
                })
                .map(Fault::valueOf)
                .toList();
    }
}
