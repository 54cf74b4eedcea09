package dev.baton.internal.answer;

import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which task answers a question, for all processes together. The answer itself is the task's result. Safe for use by many threads; all
 * methods throw {@link ResultStoreUnavailableException} where the store cannot be reached.
 */
public interface SharedAnswers {
    /** Returns who answers {@code question}, one of {@code topic}, for {@code keptFor}: {@code mine}, unless another task does already. */
    Claim claim(String topic, String question, TaskId mine, Duration keptFor);

    /** Has the next one who asks {@code question} ask anew, unless another task than {@code answeredBy} answers it by now. */
    void release(String question, TaskId answeredBy);

    /** Says by which version answers to {@code topic} are given from now on. */
    void noteVersion(String topic, String version);

    /**
     * Who answers a question.
     *
     * @param known what is known of that task, unless it is the one that claimed
     * @param version by which answers to the topic are given now, if anybody has said so
     */
    record Claim(
            TaskId task,
            @Nullable TaskSnapshot known,
            @Nullable String version) {}
}
