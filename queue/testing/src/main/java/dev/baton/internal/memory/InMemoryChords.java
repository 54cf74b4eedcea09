package dev.baton.internal.memory;

import dev.baton.internal.celery.Json;
import dev.baton.internal.celery.TaskJson;
import dev.baton.internal.flow.ChordPart;
import dev.baton.internal.flow.Chords;
import dev.baton.internal.flow.OpenChord;
import dev.baton.internal.flow.StartedChord;
import dev.baton.internal.memory.LedgerState.Member;
import dev.baton.internal.result.ResultTree;
import dev.baton.workflow.Signature;
import dev.baton.workflow.WaitingChord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Chords in memory. What they keep is written as for the database, so that it is read in the same types. */
final class InMemoryChords implements Chords {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATE = Duration.ofMinutes(1);
    private static final Comparator<ChordPart> IN_PLACE = Comparator.comparing(
                    ChordPart::place, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(ChordPart::task);

    private final InMemoryLedger ledger;
    private final TransactionTemplate transaction;
    private final Clock clock;

    InMemoryChords(InMemoryLedger ledger, TransactionTemplate transaction, Clock clock) {
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<WaitingChord> waiting(int atMost) {
        return ledger.ask(state -> open(state)
                .sorted(Comparator.comparing(chord -> chord.since))
                .limit(atMost)
                .map(chord -> chord.toOpen().waitingFor(parts(chord.group)))
                .toList());
    }

    private static Stream<KeptChord> open(LedgerState state) {
        return state.chords.values().stream().filter(chord -> !chord.hasEnded);
    }

    @Override
    public void start(StartedChord chord) {
        ResultTree header = ResultTree.parse(Json.read(Json.write(chord.header().toWire()), List.class));
        insert(chord.group(), chord.body(), added -> {
            added.expected = chord.expected();
            added.header = header;
        });
    }

    @Override
    public boolean receive(String group, Signature body, String root) {
        return ledger.ask(state -> {
            insertReported(group, body, root);
            KeptChord chord = state.chords.get(group);
            boolean isUnsized = chord != null && !chord.hasEnded && chord.expected == null;
            if (isUnsized) {
                change(group, known -> known.received = clock.instant());
            }
            return isUnsized;
        });
    }

    @Override
    public void keep(ChordPart part, Signature body, String root) {
        Object result = part.result() == null ? null : Json.read(TaskJson.write(part.result()), Object.class);
        ChordPart written = new ChordPart(part.group(), part.task(), part.place(), part.state(), result);
        ledger.change(state -> {
            insertReported(part.group(), body, root);
            find(part.group())
                    .ifPresent(chord -> state.parts.putIfAbsent(
                            new Member(part.group(), part.task()), new KeptPart(written, false)));
        });
    }

    /** A part that has ended, and whether the result store counts it. */
    record KeptPart(ChordPart part, boolean isCounted) {}

    /** Inserts one that a header task tells of: its client has announced it. */
    private void insertReported(String group, Signature body, String root) {
        insert(group, body, added -> {
            added.root = root;
            added.isAnnounced = true;
        });
    }

    private void insert(String group, Signature body, Consumer<KeptChord> more) {
        KeptChord added =
                new KeptChord(group, Signature.parse(Json.readObject(TaskJson.write(body.toWire()))), clock.instant());
        added.lookAt = clock.instant().plus(SOON);
        more.accept(added);
        ledger.change(state -> state.chords.putIfAbsent(group, added));
    }

    private void change(String group, Consumer<KeptChord> how) {
        ledger.change(state -> state.chords.computeIfPresent(group, (same, known) -> {
            KeptChord changed = known.copy();
            how.accept(changed);
            return changed;
        }));
    }

    @Override
    public Optional<OpenChord> find(String group) {
        return ledger.ask(state -> Optional.ofNullable(state.chords.get(group))
                .filter(chord -> !chord.hasEnded)
                .map(KeptChord::toOpen));
    }

    @Override
    public boolean end(String group, Consumer<OpenChord> body) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<OpenChord> open = find(group);
            open.ifPresent(chord -> {
                body.accept(chord);
                change(group, ended -> ended.hasEnded = true);
                ledger.change(state ->
                        state.parts.keySet().removeIf(member -> member.group().equals(group)));
            });
            return open.isPresent();
        }));
    }

    @Override
    public List<ChordPart> parts(String group) {
        return parts(group, part -> true);
    }

    @Override
    public List<ChordPart> uncounted(String group) {
        return parts(group, part -> !part.isCounted());
    }

    private List<ChordPart> parts(String group, Predicate<KeptPart> which) {
        return ledger.ask(state -> state.parts.values().stream()
                .filter(part -> part.part().group().equals(group))
                .filter(which)
                .map(KeptPart::part)
                .sorted(IN_PLACE)
                .toList());
    }

    @Override
    public void noteCounted(ChordPart part) {
        ledger.change(state -> state.parts.computeIfPresent(
                new Member(part.group(), part.task()), (same, kept) -> new KeptPart(kept.part(), true)));
    }

    @Override
    public void noteAnnounced(String group) {
        change(group, chord -> chord.isAnnounced = true);
    }

    @Override
    public void noteExpected(String group, int expected) {
        change(group, chord -> chord.expected = expected);
    }

    @Override
    public void noteSeen(String group, int seen) {
        change(group, chord -> {
            chord.seen = Math.max(chord.seen, seen);
            chord.lostSince = null;
        });
    }

    @Override
    public void noteLost(String group) {
        change(group, chord -> chord.lostSince = firstOf(chord.lostSince));
    }

    @Override
    public void noteComplete(String group) {
        change(group, chord -> chord.completeSince = firstOf(chord.completeSince));
    }

    private Instant firstOf(@Nullable Instant before) {
        return before == null ? clock.instant() : before;
    }

    @Override
    public List<OpenChord> toLookAt(int atMost) {
        return ledger.ask(state -> {
            Instant now = clock.instant();
            List<KeptChord> due = open(state)
                    .filter(chord -> !chord.lookAt.isAfter(now))
                    .sorted(Comparator.comparing(chord -> chord.lookAt))
                    .limit(atMost)
                    .toList();
            due.forEach(chord -> change(chord.group, looked -> looked.lookAt = now.plus(pause(looked, now))));
            return due.stream().map(KeptChord::toOpen).toList();
        });
    }

    private static Duration pause(KeptChord chord, Instant now) {
        Duration age = Duration.between(chord.since, now);
        return age.compareTo(SOON) < 0 ? SOON : age.compareTo(LATE) > 0 ? LATE : age;
    }
}
