package dev.baton.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.DisconnectedClientHelper;

/** What the API answers to a request that it refuses, that Spring refuses, or that fails for an unknown reason. */
@RestControllerAdvice
final class RequestProblems {
    private static final Logger log = LoggerFactory.getLogger(RequestProblems.class);
    private static final Map<Class<?>, String> KINDS = Map.of(
            UUID.class, "a UUID",
            int.class, "a whole number of at most 9 digits",
            Integer.class, "a whole number of at most 9 digits",
            boolean.class, "true or false");

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(ProblemException e, HttpServletRequest request) {
        log.info("{} {} refused: {}", request.getMethod(), LoggedPath.of(request.getRequestURI()), e.getMessage());
        return ProblemResponse.of(e, request.getRequestURI());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> mistyped(MethodArgumentTypeMismatchException e, HttpServletRequest request) {
        Class<?> required = e.getRequiredType();
        String kind = required == null ? "a number" : KINDS.getOrDefault(required, "a number");
        return refused(ProblemType.INVALID_PARAMETER.because("'" + e.getName() + "' must be " + kind), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> missing(MissingServletRequestParameterException e, HttpServletRequest request) {
        return refused(ProblemType.INVALID_PARAMETER.because("'" + e.getParameterName() + "' is required"), request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> illegible(InvalidParameterException e, HttpServletRequest request) {
        return refused(
                ProblemType.INVALID_PARAMETER.because("the query must be NAME=VALUE, in percent-encoded UTF-8"),
                request);
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<ProblemDetail> other(Exception e, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            log.info("{} {}: the client went away", request.getMethod(), LoggedPath.of(request.getRequestURI()));
            return null;
        }
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return refusedBySpring(e, known.getStatusCode(), known.getHeaders(), request);
        }
        return unexpected(e, request.getRequestURI());
    }

    private static ResponseEntity<ProblemDetail> refusedBySpring(
            Exception e, HttpStatusCode status, HttpHeaders headers, HttpServletRequest request) {
        ProblemType type = ProblemType.ofStatus(status.value());
        log.info("{} {} refused: {}", request.getMethod(), LoggedPath.of(request.getRequestURI()), type.uri());
        return ProblemResponse.of(type.because(detailOf(e, type, request)), status, request.getRequestURI(), headers);
    }

    private static String detailOf(Exception e, ProblemType type, HttpServletRequest request) {
        if (e instanceof HttpRequestMethodNotSupportedException method) {
            return method.getMethod() + " is not allowed here; allowed are " + method.getSupportedHttpMethods();
        }
        if (e instanceof HttpMediaTypeNotSupportedException media) {
            return "the body is " + (media.getContentType() == null ? "of no media type" : media.getContentType())
                    + "; it must be one of " + media.getSupportedMediaTypes();
        }
        if (e instanceof HttpMediaTypeNotAcceptableException media) {
            return "the answer can be had as " + media.getSupportedMediaTypes() + " only";
        }
        return type == ProblemType.NOT_FOUND
                ? "there is nothing at " + request.getRequestURI()
                : "the request is not one that this resource understands";
    }

    static ResponseEntity<ProblemDetail> unexpected(Throwable cause, String path) {
        UUID correlation = UUID.randomUUID();
        log.error("Request to {} failed, correlation id {}", LoggedPath.of(path), correlation, cause);
        return ProblemResponse.of(
                ProblemType.INTERNAL_ERROR
                        .because("the request failed for a reason that is in the log under the correlation id")
                        .with("correlation_id", correlation),
                path);
    }
}
