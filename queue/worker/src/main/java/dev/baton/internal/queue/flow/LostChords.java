package dev.baton.internal.queue.flow;

import dev.baton.internal.flow.Chords;
import dev.baton.internal.flow.OpenChord;
import dev.baton.internal.result.ResultSettings;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds chords that can never complete, since Redis has lost what it alone knew: their size, or what Celery's workers had counted. */
final class LostChords {
    private static final Logger log = LoggerFactory.getLogger(LostChords.class);
    /** Not REVOKED: a body may be revoked before it is sent. */
    private static final Set<TaskState> BEGUN =
            EnumSet.of(TaskState.STARTED, TaskState.PROGRESS, TaskState.RETRY, TaskState.SUCCESS, TaskState.FAILURE);

    private final Chords chords;
    private final ResultStore results;
    private final Duration sizeTimeout;
    private final Duration partTimeout;
    private final Clock clock;
    private final Counter lost;

    LostChords(
            Chords chords,
            ResultStore results,
            ChordSettings settings,
            ResultSettings kept,
            MeterRegistry meters,
            Clock clock) {
        this.chords = chords;
        this.results = results;
        this.sizeTimeout = settings.sizeTimeout();
        // A Celery worker may have ended the chord, and its body wait on a queue. Celery itself counts no longer than
        // that.
        this.partTimeout = kept.resultTtl();
        this.clock = clock;
        this.lost = Counter.builder("baton.chords.lost")
                .description("Chords that failed because they could not complete any more")
                .register(meters);
    }

    /** Returns why {@code chord}, of which Redis knows no more than is in {@code header}, can never complete, if it cannot. */
    Optional<String> reason(OpenChord chord, Header header) {
        int known = header.parts().size();
        OpenChord.Signs signs = chord.signs();
        if (header.expected().isEmpty() && hasPassed(signs.received(), sizeTimeout)) {
            return Optional.of("Redis has lost how many header tasks there are");
        }
        if (known > signs.seen()) {
            chords.noteSeen(chord.group(), known);
        } else if (known < signs.seen() && signs.lostSince().isEmpty()) {
            chords.noteLost(chord.group());
        }
        boolean isLost = known < signs.seen()
                && signs.lostSince()
                        .filter(since -> hasPassed(since, partTimeout))
                        .isPresent();
        return isLost && !hasBodyBegun(chord)
                ? Optional.of("Redis has lost " + (signs.seen() - known) + " of the results of its header")
                : Optional.empty();
    }

    private boolean hasPassed(Instant since, Duration timeout) {
        return since.plus(timeout).isBefore(clock.instant());
    }

    /** Notes that {@code chord} has failed for {@code reason}. */
    void note(OpenChord chord, String reason) {
        lost.increment();
        log.error("The chord {} has failed: {}", chord.group(), reason);
    }

    /** Only that tells a chord that was ended elsewhere from one that Redis has lost. */
    boolean hasBodyBegun(OpenChord chord) {
        try {
            return firstOf(chord.body())
                    .map(TaskId::new)
                    .flatMap(results::find)
                    .filter(body -> BEGUN.contains(body.state()))
                    .isPresent();
        } catch (ResultStoreUnavailableException e) {
            return false;
        }
    }

    /** The task of {@code body} that begins first. */
    private static Optional<String> firstOf(Signature body) {
        return body.fold(
                task -> Optional.ofNullable(task.options().get(Options.ID)),
                chain -> firstOf(chain.steps().get(0)),
                group -> group.members().stream().findFirst().flatMap(LostChords::firstOf),
                chord -> firstOf(chord.header()));
    }
}
