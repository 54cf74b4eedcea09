package dev.baton.internal.queue.retry;

import dev.baton.handler.RefusedException;
import dev.baton.handler.RetryLaterException;
import dev.baton.handler.SoftTimeLimitExceededException;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskFailure;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Decides what a failed attempt means. Pure: the same failure and attempt always give the same kind of answer. */
public final class FailurePolicy {
    // Without the database no task could end, so there is nothing better to do than to wait for it.
    private static final RetryPolicy DATABASE =
            new RetryPolicy(Integer.MAX_VALUE, Duration.ofMillis(200), Duration.ofSeconds(10));

    /** Connection exceptions, transactions that were rolled back for others, short resources, a server that stops or starts. */
    private static final List<String> PASSING = List.of("08", "40", "53", "57P");

    private static final int MOST_CAUSES = 20;

    private final RandomGenerator random;

    public FailurePolicy(RandomGenerator random) {
        this.random = random;
    }

    /** Returns how long to wait in place before step {@code attempt + 1} (the first is 0), or nothing where waiting does not help. */
    public Optional<Duration> delayInPlace(Throwable failure, int attempt) {
        return isDatabaseOutage(failure) ? DATABASE.delayBefore(attempt, random) : Optional.empty();
    }

    /** Returns how long the task is to wait in the schedule before it is tried again, or nothing to give it up. */
    public Optional<Duration> delayBeforeRetry(Throwable failure, RetryRules rules, int retries) {
        if (failure instanceof RetryLaterException asked) {
            return retries < asked.maxRetries() ? Optional.of(asked.delay()) : Optional.empty();
        }
        return rules.policyFor(failure).flatMap(policy -> policy.delayBefore(retries, random));
    }

    /**
     * Tells whether {@code failure} means that the database is away, or has aborted a transaction in favour of another. A statement
     * that takes too long, a constraint violated at the commit, and failures of other stores are the task's own.
     */
    public static boolean isDatabaseOutage(Throwable failure) {
        return (failure instanceof DataAccessException || failure instanceof TransactionException)
                && Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .limit(MOST_CAUSES)
                        .anyMatch(cause -> cause instanceof SQLException sql && willPass(sql));
    }

    private static boolean willPass(SQLException failure) {
        String state = failure.getSQLState();
        // A pool that has closed a broken connection gives no state.
        return failure instanceof SQLTransientConnectionException
                || state == null
                || PASSING.stream().anyMatch(state::startsWith);
    }

    /** Returns {@code failure} as the client reads it. What was expected comes without a stack trace. */
    public static TaskFailure describe(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return TaskFailure.refusal(refused.type(), String.valueOf(refused.getMessage()));
        }
        if (failure instanceof SoftTimeLimitExceededException) {
            // Celery's clients catch it by this name.
            return new TaskFailure(
                    "SoftTimeLimitExceeded", String.valueOf(failure.getMessage()), "billiard.exceptions", null);
        }
        Throwable cause = failure.getCause();
        return failure instanceof RetryLaterException && cause != null
                ? describe(cause)
                : TaskFailure.unexpected(failure);
    }
}
