package dev.baton.chaos;

import dev.baton.testing.FreshServices;
import dev.baton.testing.JavaProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/** A worker that comes back when it is killed, behind a network of its own. */
record Node(Network network, JavaProgram worker) implements AutoCloseable {
    /** Starts a worker with so many {@code slots}. */
    static Node start(FreshServices services, int slots) {
        Network network = new Network();
        Map<String, String> settings = new LinkedHashMap<>(network.through(services));
        settings.put("baton.worker.concurrency", String.valueOf(slots));
        // Less than a trial waits, and more than a client takes to send a chord whatever happens meanwhile.
        settings.put("baton.chords.size-timeout", "20s");
        return new Node(network, JavaProgram.supervised(ChaosWorker.class, settings, network.prefix()));
    }

    @Override
    public void close() {
        worker.close();
        network.close();
    }
}
