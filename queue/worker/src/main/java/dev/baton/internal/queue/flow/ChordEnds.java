package dev.baton.internal.queue.flow;

import dev.baton.internal.flow.ChordPart;
import dev.baton.internal.flow.Chords;
import dev.baton.internal.flow.OpenChord;
import dev.baton.internal.queue.schedule.Schedule;
import dev.baton.internal.result.ChordCounts;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.internal.result.ResultTree;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Ends chords once all their header tasks have: together with Celery's workers, which count in Redis what they ran, and for them where
 * one of them fails to. What ended here is kept in the database until its chord has, so nothing that Redis loses is missed.
 */
final class ChordEnds {
    private static final Logger log = LoggerFactory.getLogger(ChordEnds.class);
    private static final int BATCH = 100;
    /** How long a Celery worker that counted last may take to send the body. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Chords chords;
    private final ChordCounts counts;
    private final LostChords lost;
    private final Successors successors;
    private final Schedule schedule;
    private final Clock clock;

    ChordEnds(
            Chords chords, ChordCounts counts, LostChords lost, Successors successors, Schedule schedule, Clock clock) {
        this.chords = chords;
        this.counts = counts;
        this.lost = lost;
        this.successors = successors;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** Notes that {@code awaited} was received, and how many there are: its client has told nobody but Redis, which may forget. */
    void receive(AwaitedPart awaited, String root) {
        String group = awaited.part().group();
        if (chords.receive(group, awaited.body(), root)) {
            try {
                counts.expected(group).ifPresent(expected -> chords.noteExpected(group, expected));
            } catch (ResultStoreUnavailableException e) {
                log.debug("The size of the chord {} is asked for again when it is looked at", group, e);
            }
        }
    }

    /** Counts {@code part}, which was kept, and ends its chord if it was the last. */
    void count(ChordPart part) {
        chords.find(part.group()).ifPresent(chord -> {
            try {
                ChordCounts.Counted counted = counts.count(part.group(), part.member(), part.place());
                chords.noteCounted(part);
                Optional<Integer> expected = noted(chord, counted.expected());
                if (expected.isPresent() && counted.counted() >= expected.get()) {
                    // Nobody else counts the last one as new.
                    look(chord, counted.isNew());
                }
            } catch (IllegalArgumentException e) {
                log.warn("The chord {} cannot be ended: {}", part.group(), e.getMessage());
            } catch (ResultStoreUnavailableException e) {
                log.warn("A part of the chord {} is yet to be counted: {}", part.group(), e.getMessage());
                look(chord, false);
            }
        });
    }

    private Optional<Integer> noted(OpenChord chord, Optional<Integer> counted) {
        counted.filter(expected -> !chord.expected().equals(counted))
                .ifPresent(expected -> chords.noteExpected(chord.group(), expected));
        return counted.or(chord::expected);
    }

    /** Looks at chords that nobody has looked at for a while. */
    @Scheduled(fixedDelayString = "${baton.worker.chord-interval:2s}")
    void lookAtAll() {
        try {
            List<OpenChord> open = chords.toLookAt(BATCH);
            open.forEach(this::lookAgain);
        } catch (DataAccessException | TransactionException e) {
            log.debug("The chords cannot be looked at", e);
        }
    }

    /** One that cannot be looked at holds up no other. */
    private void lookAgain(OpenChord chord) {
        try {
            catchUp(chord);
            look(chord, false);
        } catch (IllegalArgumentException e) {
            log.warn("The chord {} cannot be ended: {}", chord.group(), e.getMessage());
        }
    }

    /** Tells Redis what it was not told when it should have been. */
    private void catchUp(OpenChord chord) {
        try {
            if (!chord.isAnnounced() && chord.expected().isPresent()) {
                counts.announce(
                        chord.group(), chord.expected().get(), chord.header().filter(ResultTree::isNested));
                chords.noteAnnounced(chord.group());
            }
            for (ChordPart part : chords.uncounted(chord.group())) {
                noted(
                        chord,
                        counts.count(part.group(), part.member(), part.place()).expected());
                chords.noteCounted(part);
            }
        } catch (ResultStoreUnavailableException e) {
            log.debug("The chord {} is yet to be counted", chord.group(), e);
        }
    }

    private void look(OpenChord chord, boolean isMine) {
        List<ChordPart> here = chords.parts(chord.group());
        Optional<ChordCounts.Known> known = known(chord.group());
        Header header = Header.of(chord, here, known);
        noted(chord, known.flatMap(ChordCounts.Known::expected));
        int expected = header.expected().orElse(Integer.MAX_VALUE);
        if (here.size() >= expected || (header.parts().size() >= expected && (isMine || isOverdue(chord)))) {
            end(chord.group(), open -> successors.body(open, header));
        } else if (header.parts().size() >= expected) {
            chords.noteComplete(chord.group());
        } else if (known.isPresent() && isForgotten(chord, known.get()) && lost.hasBodyBegun(chord)) {
            log.info("The chord {} was ended by one of Celery's workers", chord.group());
            chords.end(chord.group(), ended -> {});
        } else if (known.isPresent()) {
            lost.reason(chord, header)
                    .filter(reason -> end(chord.group(), open -> successors.fail(open, reason)))
                    .ifPresent(reason -> lost.note(chord, reason));
        }
    }

    private Optional<ChordCounts.Known> known(String group) {
        try {
            return Optional.of(counts.look(group));
        } catch (ResultStoreUnavailableException e) {
            return Optional.empty();
        }
    }

    private boolean isOverdue(OpenChord chord) {
        return chord.completeSince()
                .filter(since -> since.plus(GRACE).isBefore(clock.instant()))
                .isPresent();
    }

    /** What was announced and counted and is there no more has expired or been lost, or the worker that ended the chord has removed it. */
    private boolean isForgotten(OpenChord chord, ChordCounts.Known known) {
        return chord.isAnnounced()
                && known.members().isEmpty()
                && known.expected().isEmpty()
                && chords.uncounted(chord.group()).isEmpty();
    }

    private boolean end(String group, Function<OpenChord, List<ChordPart>> body) {
        List<ChordPart> alsoEnded = new ArrayList<>();
        boolean isMine = chords.end(group, chord -> alsoEnded.addAll(body.apply(chord)));
        if (isMine) {
            schedule.wake();
            forget(group);
            alsoEnded.forEach(this::count);
        }
        return isMine;
    }

    private void forget(String group) {
        try {
            counts.forget(group);
        } catch (ResultStoreUnavailableException e) {
            log.debug("Redis keeps the chord {} until it expires", group, e);
        }
    }
}
