package dev.baton.exit;

import dev.baton.internal.exit.ExitSignals;

/**
 * Ends the process with status 0 on SIGTERM and SIGINT; a JVM would report 143, as if it had not drained. A process without work yet,
 * for example one that waits for the database, ends at once. On a second signal a worker returns its running tasks to the queue at
 * once.
 */
public final class CleanExit {
    private CleanExit() {}

    /** Answers SIGTERM and SIGINT by an orderly exit. Where the JVM knows no signals nothing changes. */
    public static void onSignals() {
        ExitSignals.answer();
    }
}
