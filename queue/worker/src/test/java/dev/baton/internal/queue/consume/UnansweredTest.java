package dev.baton.internal.queue.consume;

import dev.baton.internal.queue.consume.Unanswered.Write;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which answers are written as one: a tag too many would lose a task. */
class UnansweredTest {
    private final Unanswered unanswered = new Unanswered();

    @Test
    void acknowledgesTogetherWhatNothingOpenPrecedes() {
        add(1, 2, 3, 4, 5);
        answer(Answer.ACKNOWLEDGED, 2, 1, 5, 3);

        assertThat(unanswered.takeDue())
                .containsExactly(new Write(Answer.ACKNOWLEDGED, 3, true), new Write(Answer.ACKNOWLEDGED, 5, false));
        assertThat(unanswered.isEmpty()).isFalse();

        answer(Answer.ACKNOWLEDGED, 4);

        assertThat(unanswered.takeDue()).containsExactly(new Write(Answer.ACKNOWLEDGED, 4, false));
        assertThat(unanswered.isEmpty()).isTrue();
    }

    @Test
    void writesWhatIsNotAcknowledgedBeforeAnAcknowledgementThatWouldTakeItIn() {
        add(1, 2, 3, 4);
        answer(Answer.ACKNOWLEDGED, 1, 4);
        answer(Answer.HANDED_BACK, 2);
        answer(Answer.REJECTED, 3);

        assertThat(unanswered.takeDue())
                .containsExactly(
                        new Write(Answer.HANDED_BACK, 2, false),
                        new Write(Answer.REJECTED, 3, false),
                        new Write(Answer.ACKNOWLEDGED, 4, true));
    }

    @Test
    void writesNothingTwice() {
        add(1, 2);
        answer(Answer.ACKNOWLEDGED, 1);
        unanswered.takeDue();

        assertThat(unanswered.hasDue()).isFalse();
        assertThat(unanswered.takeDue()).isEmpty();
        assertThat(unanswered.isEmpty()).isFalse();
    }

    private void add(long... tags) {
        for (long tag : tags) {
            unanswered.add(tag);
        }
    }

    private void answer(Answer answer, long... tags) {
        for (long tag : tags) {
            unanswered.answer(tag, answer);
        }
    }
}
