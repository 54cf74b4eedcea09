package dev.baton.internal.memory;

import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.Death;
import dev.baton.internal.deadletter.DeadLetterLedger;
import dev.baton.internal.deadletter.KeptLetter;
import dev.baton.internal.memory.LedgerState.Letter;
import dev.baton.internal.memory.LedgerState.LetterStatus;
import dev.baton.task.TaskId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dead letters in memory. */
final class InMemoryDeadLetterLedger implements DeadLetterLedger {
    private static final Comparator<KeptLetter> OLDEST_FIRST = Comparator.<KeptLetter, Instant>comparing(
                    letter -> letter.last().at())
            .thenComparing(KeptLetter::id);
    private static final Comparator<KeptLetter> LATEST_FIRST = Comparator.<KeptLetter, Instant>comparing(
                    letter -> letter.last().at())
            .reversed()
            .thenComparing(KeptLetter::id);

    private final InMemoryLedger ledger;
    private final Clock clock;

    InMemoryDeadLetterLedger(InMemoryLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void keep(KeptLetter letter) {
        ledger.change(state -> {
            Optional<Letter> known = state.letters.values().stream()
                    .filter(other -> isSame(other.kept(), letter))
                    .findFirst();
            if (known.isEmpty()) {
                put(state, new Letter(letter, LetterStatus.DEAD));
            } else if (isNews(known.get(), letter)) {
                put(state, new Letter(diedAgain(known.get().kept(), letter), LetterStatus.DEAD));
            }
        });
    }

    private static void put(LedgerState state, Letter letter) {
        state.letters.put(letter.kept().id(), letter);
    }

    /** Whether both are of one task, or of one malformed message. */
    private static boolean isSame(KeptLetter one, KeptLetter other) {
        return one.task() != null
                && one.task().equals(other.task())
                && one.queue().equals(other.queue())
                && Objects.equals(one.form(), other.form())
                && (one.form() == null
                        || Arrays.equals(one.message().body(), other.message().body()));
    }

    private static boolean isNews(Letter known, KeptLetter letter) {
        return known.status() != LetterStatus.DEAD
                || known.kept().last().at().isBefore(letter.last().at());
    }

    private static KeptLetter diedAgain(KeptLetter known, KeptLetter letter) {
        List<Death> history = new ArrayList<>(known.history());
        history.addAll(letter.history());
        return new KeptLetter(
                known.id(),
                known.queue(),
                known.task(),
                known.name(),
                letter.last(),
                history,
                known.resentAt(),
                letter.message());
    }

    @Override
    public List<KeptLetter> list(DeadLetterFilter filter, int limit, int offset) {
        return meant(filter, LATEST_FIRST).skip(offset).limit(limit).toList();
    }

    @Override
    public List<UUID> ids(DeadLetterFilter filter) {
        return meant(filter, OLDEST_FIRST).map(KeptLetter::id).toList();
    }

    @Override
    public long count(DeadLetterFilter filter) {
        return meant(filter, OLDEST_FIRST).count();
    }

    private Stream<KeptLetter> meant(DeadLetterFilter filter, Comparator<KeptLetter> order) {
        return ledger
                .ask(state -> state.letters.values().stream()
                        .filter(letter -> isMeant(letter, filter))
                        .map(Letter::kept)
                        .sorted(order)
                        .toList())
                .stream();
    }

    private static boolean isMeant(Letter letter, DeadLetterFilter filter) {
        KeptLetter kept = letter.kept();
        return letter.status() != LetterStatus.RESENT
                && (filter.queue() == null || filter.queue().equals(kept.queue()))
                && (filter.reason() == null
                        || filter.reason().equals(kept.last().reason()));
    }

    @Override
    public Optional<KeptLetter> find(UUID id) {
        return ledger.ask(state -> Optional.ofNullable(state.letters.get(id)).map(Letter::kept));
    }

    @Override
    public Set<TaskId> dead(String queue, Collection<TaskId> tasks) {
        return meant(new DeadLetterFilter(queue, null), OLDEST_FIRST)
                .map(KeptLetter::task)
                .filter(Objects::nonNull)
                .filter(tasks::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public int purge(DeadLetterFilter filter) {
        List<UUID> purged = ids(filter);
        ledger.change(state -> state.letters.keySet().removeAll(purged));
        return purged.size();
    }

    @Override
    public boolean purge(UUID id) {
        return ledger.ask(state -> state.letters.remove(id) != null);
    }

    @Override
    public boolean beginResending(UUID id) {
        return move(id, LetterStatus.DEAD, LetterStatus.RESENDING);
    }

    @Override
    public boolean goOnResending(UUID id) {
        return move(id, LetterStatus.RESENDING, LetterStatus.RESENDING);
    }

    @Override
    public void noteResent(UUID id) {
        boolean unused = move(id, LetterStatus.RESENDING, LetterStatus.RESENT);
    }

    private boolean move(UUID id, LetterStatus from, LetterStatus to) {
        return ledger.ask(state -> {
            Optional<Letter> known =
                    Optional.ofNullable(state.letters.get(id)).filter(letter -> letter.status() == from);
            known.ifPresent(letter -> put(state, new Letter(resent(letter.kept()), to)));
            return known.isPresent();
        });
    }

    private KeptLetter resent(KeptLetter letter) {
        return new KeptLetter(
                letter.id(),
                letter.queue(),
                letter.task(),
                letter.name(),
                letter.last(),
                letter.history(),
                clock.instant(),
                letter.message());
    }

    @Override
    public List<KeptLetter> unfinished(Duration patience, int atMost) {
        Instant before = clock.instant().minus(patience);
        return ledger.ask(state -> state.letters.values().stream()
                .filter(letter -> letter.status() == LetterStatus.RESENDING)
                .map(Letter::kept)
                .filter(letter -> Objects.requireNonNull(letter.resentAt()).isBefore(before))
                .limit(atMost)
                .toList());
    }
}
