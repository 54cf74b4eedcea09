package dev.baton.worker.retry;

import dev.baton.task.TaskFailure;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;

class FailurePolicyTest {
    private final FailurePolicy policy = new FailurePolicy(new Random(1));

    @Test
    void anOutageOfTheDatabaseIsWaitedOutHoweverLong() {
        assertThat(policy.delayAfter(new CannotCreateTransactionException("down"), 100_000))
                .isPresent();
        assertThat(policy.delayAfter(new DataAccessResourceFailureException("cut"), 0))
                .isPresent();
    }

    @Test
    void whatTheTaskItselfDidWrongIsNotTriedAgain() {
        assertThat(policy.delayAfter(new DataIntegrityViolationException("twice"), 0))
                .isEmpty();
        assertThat(policy.delayAfter(new RefusedException("NoFace", "none"), 0)).isEmpty();
        assertThat(policy.delayAfter(new IllegalStateException("bug"), 0)).isEmpty();
    }

    @Test
    void aRefusalIsToldWithoutAStackTraceAndABugWithOne() {
        assertThat(FailurePolicy.describe(new RefusedException("NoFace", "no face")))
                .isEqualTo(TaskFailure.refusal("NoFace", "no face"));
        assertThat(FailurePolicy.describe(new IllegalStateException("bug")).traceback())
                .contains("FailurePolicyTest");
    }
}
