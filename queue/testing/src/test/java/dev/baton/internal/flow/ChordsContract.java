package dev.baton.internal.flow;

import dev.baton.internal.result.ResultTree;
import dev.baton.task.TaskId;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import dev.baton.workflow.WaitingChord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is known of chords that are under way, wherever that is kept. */
public abstract class ChordsContract {
    private static final Signature BODY = Signature.of("sum", 1, "two").with(Options.ID, "the-body");
    private static final String ROOT = "the-root";
    private static final int MANY = 100;

    /** Where no chord is known. */
    public record Kept(Chords chords, TransactionTemplate transaction) {}

    private final String group = UUID.randomUUID().toString();
    private final Kept kept = open();

    /** Returns chords of which there are none yet. */
    protected abstract Kept open();

    /** Lets {@code time} pass. */
    protected abstract void pass(Duration time);

    private Chords chords() {
        return kept.chords();
    }

    @Test
    void chordThatIsStartedIsOpenUntilItHasEnded() {
        start("first", "second");

        OpenChord open = open(group);
        assertThat(open.body()).isEqualTo(BODY);
        assertThat(open.body().options().get(Options.ID)).isEqualTo("the-body");
        assertThat(open.root()).isEmpty();
        assertThat(open.expected()).contains(2);
        assertThat(open.header().orElseThrow().tasks()).containsExactly(new TaskId("first"), new TaskId("second"));

        List<OpenChord> ended = new ArrayList<>();
        assertThat(chords().end(group, ended::add)).isTrue();
        assertThat(ended).containsExactly(open);
        assertThat(chords().find(group)).isEmpty();
        assertThat(chords().end(group, ended::add)).isFalse();
        assertThat(ended).hasSize(1);
    }

    @Test
    void chordThatIsKnownIsNotStartedAgain() {
        start("first", "second");

        start("other");
        assertThat(open(group).expected()).contains(2);

        chords().end(group, ended -> {});
        start("other");
        assertThat(chords().find(group)).isEmpty();
    }

    @Test
    void chordThatIsStartedHereIsYetToBeAnnounced() {
        start("first");
        assertThat(open(group).isAnnounced()).isFalse();

        chords().noteAnnounced(group);

        assertThat(open(group).isAnnounced()).isTrue();
    }

    @Test
    void chordIsKnownOnceAHeaderTaskIsReceived() {
        assertThat(chords().receive(group, BODY, ROOT)).isTrue();

        OpenChord open = open(group);
        assertThat(open.body()).isEqualTo(BODY);
        assertThat(open.root()).contains(ROOT);
        assertThat(open.expected()).isEmpty();
        assertThat(open.header()).isEmpty();
        assertThat(open.isAnnounced()).isTrue();
    }

    @Test
    void whoReceivesAHeaderTaskIsToldWhetherTheSizeIsUnknown() {
        assertThat(chords().receive(group, BODY, ROOT)).isTrue();
        Instant first = open(group).signs().received();
        pass(Duration.ofSeconds(10));
        assertThat(chords().receive(group, BODY, ROOT)).isTrue();
        assertThat(open(group).signs().received()).isAfter(first);

        chords().noteExpected(group, 3);
        assertThat(chords().receive(group, BODY, ROOT)).isFalse();
        assertThat(open(group).expected()).contains(3);

        chords().end(group, ended -> {});
        assertThat(chords().receive(group, BODY, ROOT)).isFalse();
        assertThat(chords().find(group)).isEmpty();
    }

    @Test
    void partsAreKeptOnceInTheirPlacesUntilTheChordHasEnded() {
        Map<String, @Nullable Object> result = Map.of("list", Arrays.asList(1, null, 2.5, "text"));
        keep("without", null, "last");
        keep("second", 1, null);
        keep("first", 0, result);
        keep("first", 0, "again");

        assertThat(chords().parts(group))
                .containsExactly(
                        new ChordPart(group, "first", 0, "SUCCESS", result),
                        new ChordPart(group, "second", 1, "SUCCESS", null),
                        new ChordPart(group, "without", null, "SUCCESS", "last"));
        assertThat(chords().parts("another")).isEmpty();

        chords().end(group, ended -> {});
        keep("late", 2, "late");
        assertThat(chords().parts(group)).isEmpty();
        assertThat(chords().find(group)).isEmpty();
    }

    @Test
    void partsAreUncountedUntilThatIsNoted() {
        ChordPart first = keep("first", 0, 1);
        ChordPart second = keep("second", 1, 2);
        assertThat(chords().uncounted(group)).containsExactlyInAnyOrder(first, second);

        chords().noteCounted(first);

        assertThat(chords().uncounted(group)).containsExactly(second);
        assertThat(chords().parts(group)).containsExactly(first, second);
    }

    @Test
    void mostThatWereSeenAreRemembered() {
        start("first", "second");
        chords().noteSeen(group, 2);
        chords().noteSeen(group, 1);
        assertThat(open(group).signs().seen()).isEqualTo(2);
        assertThat(open(group).signs().lostSince()).isEmpty();

        chords().noteLost(group);
        Instant lost = open(group).signs().lostSince().orElseThrow();
        chords().noteLost(group);
        assertThat(open(group).signs().lostSince()).contains(lost);

        chords().noteSeen(group, 2);
        assertThat(open(group).signs().lostSince()).isEmpty();
    }

    @Test
    void sinceWhenAChordIsCompleteIsNotedOnce() {
        start("first");
        assertThat(open(group).completeSince()).isEmpty();

        chords().noteComplete(group);
        Optional<Instant> complete = open(group).completeSince();
        chords().noteComplete(group);

        assertThat(complete).isPresent();
        assertThat(open(group).completeSince()).isEqualTo(complete);
    }

    @Test
    void endThatFailsIsNone() {
        ChordPart part = keep("first", 0, 1);

        assertThatThrownBy(() -> chords().end(group, chord -> {
                    throw new IllegalStateException("no body");
                }))
                .hasMessage("no body");

        assertThat(chords().find(group)).isPresent();
        assertThat(chords().parts(group)).containsExactly(part);
    }

    @Test
    void whatIsKeptIsUndoneWithItsCallersTransaction() {
        kept.transaction().executeWithoutResult(status -> {
            start("first");
            keep("first", 0, 1);
            assertThat(chords().parts(group)).hasSize(1);
            status.setRollbackOnly();
        });

        assertThat(chords().find(group)).isEmpty();
        assertThat(chords().parts(group)).isEmpty();
    }

    @Test
    void ofManyWhoEndAChordOneDoes() {
        start("first");

        long ended = IntStream.range(0, 8)
                .parallel()
                .filter(number -> chords().end(group, chord -> {}))
                .count();

        assertThat(ended).isEqualTo(1);
    }

    @Test
    void openChordsAreLookedAtNowAndThen() {
        start("first");
        assertThat(lookedAt()).isEmpty();

        pass(Duration.ofSeconds(3));
        assertThat(lookedAt()).containsExactly(group);
        assertThat(lookedAt()).isEmpty();

        pass(Duration.ofMinutes(10));
        assertThat(lookedAt()).containsExactly(group);
        pass(Duration.ofSeconds(50));
        assertThat(lookedAt()).isEmpty();
        pass(Duration.ofSeconds(20));
        assertThat(lookedAt()).containsExactly(group);

        pass(Duration.ofMinutes(10));
        chords().end(group, ended -> {});
        assertThat(lookedAt()).isEmpty();
    }

    @Test
    void waitingChordsAreListedTheOldestFirstWithWhatTheyWaitFor() {
        start("first", "second");
        keep("second", 1, 2);
        pass(Duration.ofSeconds(1));
        chords().receive("received", BODY, ROOT);
        chords().receive("ended", BODY, ROOT);
        chords().end("ended", ended -> {});

        List<WaitingChord> waiting = chords().waiting(MANY);

        assertThat(waiting).extracting(WaitingChord::group).containsExactly(group, "received");
        assertThat(waiting.get(0))
                .usingRecursiveComparison()
                .ignoringFields("since")
                .isEqualTo(new WaitingChord(
                        group,
                        "sum",
                        Optional.of("the-body"),
                        1,
                        Optional.of(2),
                        List.of(new TaskId("first")),
                        Instant.MIN));
        assertThat(waiting.get(1).missing()).isEmpty();
        assertThat(chords().waiting(1)).hasSize(1);
    }

    private void start(String... tasks) {
        List<ResultTree> members =
                Arrays.stream(tasks).map(task -> ResultTree.task(task, null)).toList();
        chords().start(new StartedChord(BODY, tasks.length, ResultTree.group(group, null, members)));
    }

    private ChordPart keep(String task, @Nullable Integer place, @Nullable Object result) {
        ChordPart part = new ChordPart(group, task, place, "SUCCESS", result);
        chords().keep(part, BODY, ROOT);
        return part;
    }

    private OpenChord open(String known) {
        return chords().find(known).orElseThrow();
    }

    private List<String> lookedAt() {
        return chords().toLookAt(MANY).stream().map(OpenChord::group).toList();
    }
}
