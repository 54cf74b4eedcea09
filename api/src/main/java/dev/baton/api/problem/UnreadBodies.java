package dev.baton.api.problem;

import java.io.IOException;
import org.apache.coyote.BadRequestException;

/** What is said of a body that could not be read from its connection. */
public final class UnreadBodies {
    private UnreadBodies() {}

    /** Tells a body that is not framed as HTTP wants it from one that ended too early. */
    public static ProblemException problemOf(IOException failure) {
        return isBadlyFramed(failure)
                ? ProblemType.INVALID_REQUEST.because(
                        "the body cannot be read: a chunk of it is not as HTTP/1.1 (RFC 9112, section 7.1) wants it")
                : ProblemType.INCOMPLETE_UPLOAD.because("the body ended too early; nothing was kept of it");
    }

    private static boolean isBadlyFramed(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof BadRequestException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
