package dev.baton.manual;

/** Stands for the end of the process at a hard time limit, after which no handler goes on. */
final class HaltedError extends Error {
    private static final long serialVersionUID = 1L;

    HaltedError() {
        super("the hard time limit has passed: a real worker's process ends here");
    }
}
