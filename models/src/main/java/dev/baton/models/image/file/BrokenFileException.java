package dev.baton.models.image.file;

/** A file that no picture can be read from. The message may be shown to the sender. */
public final class BrokenFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenFileException(String message) {
        super(message);
    }
}
