package dev.baton.internal.queue.execute;

/** Why a running task is told to end. */
enum StopReason {
    /** The worker stops: another one must run the task, from the start. */
    SHUTDOWN,
    /** The soft time limit has passed: the run has failed. */
    SOFT_LIMIT,
    /** Nobody wants the task any more. */
    REVOKED
}
