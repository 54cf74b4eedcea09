package dev.baton.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.apache.tomcat.util.http.fileupload.impl.SizeLimitExceededException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** What the API answers to a form that cannot be read, or lacks its files. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MultipartProblems {
    private static final Logger log = LoggerFactory.getLogger(MultipartProblems.class);

    private final FormLimits limits;

    MultipartProblems(FormLimits limits) {
        this.limits = limits;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingServletRequestPartException e, HttpServletRequest request) {
        return answer(ProblemType.MISSING_FILE.because(missing(e.getRequestPartName(), request)), request);
    }

    private static String missing(String field, HttpServletRequest request) {
        if (request instanceof MultipartHttpServletRequest form
                && !form.getMultiFileMap().isEmpty()) {
            return "the form field with the photos must be '" + field + "'; files came in "
                    + form.getMultiFileMap().keySet();
        }
        return request.getParameterMap().containsKey(field)
                ? "the form field '" + field + "' is a text; a file has a filename in its Content-Disposition"
                : "the form has no file; photos go in the field '" + field + "'";
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(MultipartException e, HttpServletRequest request) {
        return answer(problemOf(e, String.valueOf(request.getContentType())), request);
    }

    ProblemException problemOf(MultipartException e, String contentType) {
        // Spring takes this for a matter of size.
        if (causeOf(e, FileCountLimitExceededException.class) != null) {
            return ProblemType.TOO_MANY_FILES.because("the form has far too many fields and files; at most "
                    + limits.files() + " files are allowed in one request");
        }
        SizeLimitExceededException tooLarge = causeOf(e, SizeLimitExceededException.class);
        if (tooLarge != null && tooLarge.getPermittedSize() == limits.partHeader()) {
            return ProblemType.REQUEST_TOO_LARGE.because(
                    "the header of a part of the form, with the name of its file, has more" + " than "
                            + limits.partHeader() + " bytes; give the file a shorter name");
        }
        if (e instanceof MaxUploadSizeExceededException) {
            return ProblemType.REQUEST_TOO_LARGE.because(
                    "the request as a whole, or a text in it, is too large; send fewer photos at once");
        }
        if (isDiskFull(e)) {
            return ProblemType.STORAGE_UNAVAILABLE.because(
                    "there is no room for the files of the form; try again later");
        }
        IOException unread = causeOf(e, IOException.class);
        if (unread == null || !contentType.contains("boundary=")) {
            return ProblemType.INVALID_REQUEST.because(
                    "the body is not a form of the type multipart/form-data with a boundary");
        }
        return UnreadBodies.problemOf(unread);
    }

    // The operating system's words, which Java passes on as they are.
    private static boolean isDiskFull(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> String.valueOf(cause.getMessage()))
                .anyMatch(words -> words.contains("No space left on device") || words.contains("Disk quota exceeded"));
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        while (cause != null && !type.isInstance(cause)) {
            cause = cause.getCause();
        }
        return type.cast(cause);
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemException problem, HttpServletRequest request) {
        log.atLevel(problem.type().status().is5xxServerError() ? Level.WARN : Level.INFO)
                .log(
                        "{} {} refused: {}",
                        request.getMethod(),
                        LoggedPath.of(request.getRequestURI()),
                        problem.getMessage());
        return ProblemResponse.of(problem, request.getRequestURI());
    }
}
