package dev.baton.internal.result;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the header tasks of chords together with Celery's workers, where these look. Safe for use by many threads; each method
 * throws a {@link ResultStoreUnavailableException} where the store cannot be reached.
 */
public interface ChordCounts {
    /** Says how many tasks of {@code group} must end, and how their results are nested if they are. */
    void announce(String group, int expected, Optional<ResultTree> nested);

    /** Counts a task that has ended: {@code member} says how, in Celery's form. The same text is counted once. */
    Counted count(String group, String member, @Nullable Integer place);

    /** Returns how many tasks of {@code group} must end, if that is known. */
    Optional<Integer> expected(String group);

    /** Returns what is known of {@code group}. */
    Known look(String group);

    /** Forgets {@code group}, whose chord has ended. */
    void forget(String group);

    /**
     * What a count came to.
     *
     * @param isNew whether the task had not been counted before
     * @param counted how often something was counted: at least the number of tasks
     * @param expected how many tasks must end, if that is known
     */
    record Counted(boolean isNew, int counted, Optional<Integer> expected) {}

    /**
     * All that is counted.
     *
     * @param members in the order of their places
     * @param expected how many tasks must end; nothing before the chord is announced, and after it was forgotten
     * @param nested how the results are nested, if they are
     */
    record Known(List<Member> members, Optional<Integer> expected, Optional<ResultTree> nested) {}

    /** A task that has ended, in Celery's form, and its place, infinite where it has none. */
    record Member(String text, double place) {}
}
