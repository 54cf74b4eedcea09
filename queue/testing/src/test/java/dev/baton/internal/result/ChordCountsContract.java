package dev.baton.internal.result;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How the header tasks of chords are counted, wherever that is. */
public abstract class ChordCountsContract {
    private static final String FIRST = "[1, \"first\", \"SUCCESS\", 1]";
    private static final String SECOND = "[1, \"second\", \"SUCCESS\", 2]";
    private static final String LAST = "[1, \"last\", \"FAILURE\", null]";

    private final ChordCounts counts = open();
    private final String group = UUID.randomUUID().toString();

    /** Returns counts that know nothing of a new group. */
    protected abstract ChordCounts open();

    @Test
    void sameTextIsCountedOnce() {
        assertThat(counts.count(group, FIRST, 0)).isEqualTo(new ChordCounts.Counted(true, 1, Optional.empty()));
        assertThat(counts.count(group, FIRST, 0)).isEqualTo(new ChordCounts.Counted(false, 1, Optional.empty()));

        counts.announce(group, 2, Optional.empty());

        assertThat(counts.count(group, SECOND, 1)).isEqualTo(new ChordCounts.Counted(true, 2, Optional.of(2)));
    }

    @Test
    void sizeThatWasAnnouncedFirstStands() {
        assertThat(counts.expected(group)).isEmpty();

        counts.announce(group, 2, Optional.empty());
        counts.announce(group, 5, Optional.empty());

        assertThat(counts.expected(group)).contains(2);
    }

    @Test
    void whatIsCountedIsInTheOrderOfThePlaces() {
        counts.count(group, LAST, null);
        counts.count(group, SECOND, 10);
        counts.count(group, FIRST, 9);

        assertThat(counts.look(group).members())
                .containsExactly(
                        new ChordCounts.Member(FIRST, 9),
                        new ChordCounts.Member(SECOND, 10),
                        new ChordCounts.Member(LAST, Double.POSITIVE_INFINITY));
    }

    @Test
    void howResultsAreNestedIsKnown() {
        ResultTree inner = ResultTree.group(
                "inner", null, List.of(ResultTree.task("first", null), ResultTree.task("second", null)));
        ResultTree nested = ResultTree.group(group, null, List.of(inner, ResultTree.task("last", null)));

        counts.announce(group, 3, Optional.of(nested));

        assertThat(counts.look(group)).isEqualTo(new ChordCounts.Known(List.of(), Optional.of(3), Optional.of(nested)));
    }

    @Test
    void nothingIsKnownOfAGroupThatWasForgottenOrNeverWas() {
        counts.announce(group, 2, Optional.empty());
        counts.count(group, FIRST, 0);

        counts.forget(group);

        ChordCounts.Known nothing = new ChordCounts.Known(List.of(), Optional.empty(), Optional.empty());
        assertThat(counts.look(group)).isEqualTo(nothing);
        assertThat(counts.expected(group)).isEmpty();
        assertThat(counts.look(UUID.randomUUID().toString())).isEqualTo(nothing);
    }
}
