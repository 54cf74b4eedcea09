package dev.baton.worker.retry;

import dev.baton.photo.store.MissingPhotoException;
import dev.baton.photo.store.PhotoStoreUnavailableException;
import dev.baton.task.RetryPolicy;
import dev.baton.task.TaskFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Decides what a failed attempt means. Pure: the same failure and attempt always give the same kind of answer. */
public final class FailurePolicy {
    // Without the database no task could end, so there is nothing better to do than to wait for it.
    private static final RetryPolicy DATABASE =
            new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final RetryPolicy PHOTO_STORE = new RetryPolicy(10, Duration.ofMillis(200), Duration.ofSeconds(10));

    private final RandomGenerator random;

    public FailurePolicy(RandomGenerator random) {
        this.random = random;
    }

    /** Returns how long to wait before attempt {@code attempt + 1} (the first is 0), or nothing to give up. */
    public Optional<Duration> delayAfter(Throwable failure, int attempt) {
        if (isDatabaseOutage(failure)) {
            return DATABASE.delayBefore(attempt, random);
        }
        return failure instanceof PhotoStoreUnavailableException
                ? PHOTO_STORE.delayBefore(attempt, random)
                : Optional.empty();
    }

    /** Tells whether {@code failure} is the database's and not the task's. */
    public static boolean isDatabaseOutage(Throwable failure) {
        return failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof TransactionSystemException;
    }

    /** Returns {@code failure} as the client reads it. What was expected comes without a stack trace. */
    public static TaskFailure describe(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return TaskFailure.refusal(refused.type(), String.valueOf(refused.getMessage()));
        }
        if (failure instanceof MissingPhotoException) {
            return TaskFailure.refusal("MissingPhoto", String.valueOf(failure.getMessage()));
        }
        return TaskFailure.unexpected(failure);
    }
}
