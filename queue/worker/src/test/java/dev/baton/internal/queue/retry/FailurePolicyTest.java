package dev.baton.internal.queue.retry;

import dev.baton.handler.RefusedException;
import dev.baton.handler.RetryLaterException;
import dev.baton.task.RetryPolicy;
import dev.baton.task.RetryRules;
import dev.baton.task.TaskFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import static org.assertj.core.api.Assertions.assertThat;

class FailurePolicyTest {
    private static final RetryPolicy TWICE = new RetryPolicy(2, Duration.ofMillis(100), Duration.ofSeconds(1));

    private final FailurePolicy policy = new FailurePolicy(new Random(1));

    @Test
    void anOutageOfTheDatabaseIsWaitedOutHoweverLong() {
        assertThat(policy.delayInPlace(
                        new CannotCreateTransactionException(
                                "down", new SQLTransientConnectionException("no connection")),
                        100_000))
                .isPresent();
        assertThat(policy.delayInPlace(new DataAccessResourceFailureException("cut", sql("08006")), 0))
                .isPresent();
        assertThat(policy.delayInPlace(new TransactionSystemException("commit", sql("57P01")), 0))
                .isPresent();
        assertThat(policy.delayInPlace(
                        new TransactionSystemException("rollback", new SQLException("Connection is closed")), 0))
                .isPresent();
        assertThat(policy.delayInPlace(new CannotAcquireLockException("deadlock", sql("40P01")), 0))
                .isPresent();
    }

    @Test
    void whatTheTaskItselfDidWrongIsNotWaitedFor() {
        assertThat(policy.delayInPlace(new DataIntegrityViolationException("twice", sql("23505")), 0))
                .isEmpty();
        assertThat(policy.delayInPlace(new QueryTimeoutException("too slow", sql("57014")), 0))
                .isEmpty();
        assertThat(policy.delayInPlace(new TransactionSystemException("invalid", new IllegalStateException()), 0))
                .isEmpty();
        assertThat(policy.delayInPlace(new IllegalStateException("bug"), 0)).isEmpty();
    }

    @Test
    void anotherStoreThatIsAwayIsTheTasksAffair() {
        assertThat(policy.delayInPlace(new DataAccessResourceFailureException("no Mongo", new IOException()), 0))
                .isEmpty();
    }

    private static SQLException sql(String state) {
        return new SQLException("told", state);
    }

    @Test
    void onlyFailuresThatARuleNamesAreTriedAgainAndOnlySoOften() {
        RetryRules rules = RetryRules.NONE.on(UncheckedIOException.class, TWICE);
        Throwable lost = new UncheckedIOException(new IOException("lost"));

        assertThat(policy.delayBeforeRetry(lost, rules, 0).orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(policy.delayBeforeRetry(lost, rules, 1).orElseThrow()).isLessThanOrEqualTo(Duration.ofMillis(200));
        assertThat(policy.delayBeforeRetry(lost, rules, 2)).isEmpty();
        assertThat(policy.delayBeforeRetry(new IllegalStateException("bug"), rules, 0))
                .isEmpty();
    }

    @Test
    void theFirstRuleThatFitsDecides() {
        RetryRules rules = RetryRules.NONE.never(IllegalArgumentException.class).on(RuntimeException.class, TWICE);

        assertThat(policy.delayBeforeRetry(new IllegalArgumentException("wrong"), rules, 0))
                .isEmpty();
        assertThat(policy.delayBeforeRetry(new IllegalStateException("busy"), rules, 0))
                .isPresent();
    }

    @Test
    void aTaskThatAsksForADelayGetsItAsOftenAsItAllows() {
        RetryLaterException asked = new RetryLaterException(Duration.ofSeconds(7), 1, new IOException("429"));

        assertThat(policy.delayBeforeRetry(asked, RetryRules.NONE, 0)).contains(Duration.ofSeconds(7));
        assertThat(policy.delayBeforeRetry(asked, RetryRules.NONE, 1)).isEmpty();
        assertThat(FailurePolicy.describe(asked).type()).isEqualTo("IOException");
    }

    @Test
    void aRefusalIsToldWithoutAStackTraceAndABugWithOne() {
        assertThat(FailurePolicy.describe(new RefusedException("NoFace", "no face")))
                .isEqualTo(TaskFailure.refusal("NoFace", "no face"));
        assertThat(FailurePolicy.describe(new IllegalStateException("bug")).traceback())
                .contains("FailurePolicyTest");
    }
}
