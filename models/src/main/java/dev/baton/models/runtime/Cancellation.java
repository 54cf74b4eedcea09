package dev.baton.models.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the inference of one task from another thread: runs under way stop at their next operator, later ones do not start. One
 * for each task; all methods may be called from any thread.
 */
public final class Cancellation {
    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

    private final Set<OrtSession.RunOptions> running = new HashSet<>();
    private boolean cancelled;

    /** One that nobody will use. */
    public static Cancellation none() {
        return new Cancellation();
    }

    public synchronized void cancel() {
        cancelled = true;
        running.forEach(Cancellation::terminate);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Throws if the work is no longer wanted; long steps call it in between. */
    public void check() {
        if (isCancelled()) {
            throw new InferenceCancelledException("inference was cancelled");
        }
    }

    synchronized boolean isRunning() {
        return !running.isEmpty();
    }

    synchronized void enter(OrtSession.RunOptions run) {
        check();
        running.add(run);
    }

    synchronized void leave(OrtSession.RunOptions run) {
        running.remove(run);
    }

    private static void terminate(OrtSession.RunOptions run) {
        try {
            run.setTerminate(true);
        } catch (OrtException e) {
            log.warn("A running inference could not be told to end", e);
        }
    }
}
