package dev.baton.api.problem;

import dev.baton.internal.broker.UnconfirmedPublishException;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.photo.store.PhotoStoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the API answers while something that it depends on does not. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class OutageProblems {
    private static final Logger log = LoggerFactory.getLogger(OutageProblems.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> queue(UnconfirmedPublishException e, HttpServletRequest request) {
        return unavailable(ProblemType.QUEUE_UNAVAILABLE, "The task queue did not confirm the tasks", e, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> storage(PhotoStoreUnavailableException e, HttpServletRequest request) {
        return unavailable(ProblemType.STORAGE_UNAVAILABLE, "The photo storage did not answer", e, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> results(ResultStoreUnavailableException e, HttpServletRequest request) {
        return unavailable(ProblemType.RESULTS_UNAVAILABLE, "The result store did not answer", e, request);
    }

    @ExceptionHandler({
        NonTransientDataAccessResourceException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<ProblemDetail> database(RuntimeException e, HttpServletRequest request) {
        return unavailable(ProblemType.DATABASE_UNAVAILABLE, "The database did not answer", e, request);
    }

    private static ResponseEntity<ProblemDetail> unavailable(
            ProblemType type, String what, RuntimeException cause, HttpServletRequest request) {
        log.warn("{} on {}: {}", type, LoggedPath.of(request.getRequestURI()), cause.toString());
        return ProblemResponse.of(type.because(what + "; repeat the request later"), request.getRequestURI());
    }
}
