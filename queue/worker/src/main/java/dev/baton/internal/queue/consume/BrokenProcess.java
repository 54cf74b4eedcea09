package dev.baton.internal.queue.consume;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a process that cannot be trusted any more: what reaches a consumer is not a task's doing. Another starts anew. */
final class BrokenProcess {
    private static final Logger log = LoggerFactory.getLogger(BrokenProcess.class);
    private static final int STATUS = 99;

    private BrokenProcess() {}

    static void end(Throwable error) {
        try {
            log.error("The process is broken and ends", error);
        } finally {
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
