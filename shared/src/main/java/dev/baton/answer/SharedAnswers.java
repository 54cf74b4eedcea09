package dev.baton.answer;

import dev.baton.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import java.time.Duration;
import java.util.Optional;

/**
 * Which task answers a question, for all processes together. The answer itself is the task's result. Safe for use by many threads; all
 * methods throw {@link ResultStoreUnavailableException} where the store cannot be reached.
 */
public interface SharedAnswers {
    /** Returns the task that answers {@code question} for {@code keptFor}: {@code mine}, unless another one does already. */
    TaskId claim(String question, TaskId mine, Duration keptFor);

    /** Has the next one who asks {@code question} ask anew, unless another task than {@code answeredBy} answers it by now. */
    void release(String question, TaskId answeredBy);

    /** Returns by which version answers to {@code topic} are given now, if anybody has said so. */
    Optional<String> version(String topic);

    /** Says by which version answers to {@code topic} are given from now on. */
    void noteVersion(String topic, String version);
}
