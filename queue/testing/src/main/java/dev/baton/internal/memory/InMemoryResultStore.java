package dev.baton.internal.memory;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.internal.result.ResultSettings;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultWatch;
import dev.baton.task.TaskDetails;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results in memory, in the form in which clients would read them. They expire by the clock. */
final class InMemoryResultStore implements ResultStore {
    private static final String PROCESS = "memory";

    private final ResultSettings settings;
    private final Clock clock;
    private final Map<TaskId, Kept> records = new HashMap<>();
    private final Map<TaskId, Instant> tombstones = new HashMap<>();
    private final Map<TaskId, CompletableFuture<TaskSnapshot>> watched = new HashMap<>();
    private @Nullable String known;

    InMemoryResultStore(ResultSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    private record Kept(String json, Instant until) {}

    @Override
    public synchronized Optional<TaskSnapshot> offer(TaskSnapshot snapshot) {
        TaskSnapshot before = find(snapshot.id()).orElse(null);
        if (before != null && !before.state().mayBecome(snapshot.state())) {
            return Optional.of(before).filter(stood -> stood.state().isFinal());
        }
        keep(before == null ? snapshot : withMoments(snapshot, before));
        if (snapshot.state().isFinal()) {
            tombstones.put(snapshot.id(), clock.instant().plus(settings.tombstoneTtl()));
            Optional.ofNullable(watched.remove(snapshot.id())).ifPresent(end -> end.complete(snapshot));
        }
        return Optional.empty();
    }

    private void keep(TaskSnapshot snapshot) {
        Duration ttl = snapshot.state() == TaskState.REVOKED ? settings.tombstoneTtl() : settings.resultTtl();
        String json = ResultCodec.encode(settings.resultExtended() ? snapshot : snapshot.with(null));
        records.put(snapshot.id(), new Kept(json, clock.instant().plus(ttl)));
    }

    /** Returns {@code snapshot} with when the task was sent and begun, as far as {@code before} alone knows. */
    private static TaskSnapshot withMoments(TaskSnapshot snapshot, TaskSnapshot before) {
        TaskDetails now = snapshot.details();
        TaskDetails then = before.details();
        if (now == null || then == null) {
            return snapshot;
        }
        return snapshot.with(new TaskDetails(
                now.name(),
                now.args(),
                now.kwargs(),
                now.worker(),
                now.retries(),
                now.queue(),
                now.queuedAt() == null ? then.queuedAt() : now.queuedAt(),
                now.startedAt() == null ? then.startedAt() : now.startedAt()));
    }

    @Override
    public CompletionStage<Optional<TaskSnapshot>> offerAsync(TaskSnapshot snapshot) {
        return CompletableFuture.completedFuture(offer(snapshot));
    }

    @Override
    public void saveAll(List<TaskSnapshot> snapshots) {
        snapshots.forEach(this::save);
    }

    @Override
    public synchronized void notePending(List<TaskSnapshot> sent) {
        if (settings.notePending()) {
            sent.stream().filter(snapshot -> find(snapshot.id()).isEmpty()).forEach(this::keep);
        }
    }

    @Override
    public synchronized Set<TaskId> expired(Collection<TaskId> ids) {
        Instant now = clock.instant();
        return ids.stream()
                .filter(id -> tombstones.getOrDefault(id, now).isAfter(now))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized void forget(Collection<TaskId> ids) {
        records.keySet().removeAll(ids);
        tombstones.keySet().removeAll(ids);
    }

    @Override
    public synchronized Memory memory() {
        return new Memory(PROCESS, PROCESS.equals(known) ? null : settings.resultTtl());
    }

    @Override
    public synchronized void noteMemory(Memory memory) {
        known = memory.process();
    }

    @Override
    public void requireWritable() {
        // Memory is.
    }

    @Override
    public synchronized Optional<TaskSnapshot> find(TaskId id) {
        Kept record = records.get(id);
        return record == null || !record.until().isAfter(clock.instant())
                ? Optional.empty()
                : Optional.of(ResultCodec.decode(record.json()));
    }

    @Override
    public CompletionStage<Optional<TaskSnapshot>> findEndAsync(TaskId id) {
        return CompletableFuture.completedFuture(
                find(id).filter(snapshot -> snapshot.state().isFinal()));
    }

    @Override
    public synchronized Map<TaskId, TaskSnapshot> findAll(Collection<TaskId> ids) {
        Map<TaskId, TaskSnapshot> found = new LinkedHashMap<>();
        ids.forEach(id -> find(id).ifPresent(snapshot -> found.put(id, snapshot)));
        return found;
    }

    @Override
    public synchronized ResultWatch watch(TaskId id) {
        CompletableFuture<TaskSnapshot> end = watched.computeIfAbsent(id, unknown -> new CompletableFuture<>())
                .copy();
        return new InMemoryWatch(end, () -> find(id));
    }
}
