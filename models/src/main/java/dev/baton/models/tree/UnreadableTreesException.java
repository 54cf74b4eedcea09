package dev.baton.models.tree;

/** A file is not a tree ensemble that can be evaluated faithfully. */
public final class UnreadableTreesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableTreesException(String message) {
        super(message);
    }

    UnreadableTreesException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file of which {@code what} could change the answers and is not known. */
    static UnreadableTreesException unsupported(String what) {
        return new UnreadableTreesException(what + " is not supported");
    }
}
