package dev.baton.internal.result;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.task.TaskDetails;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Results as raw keys and channels, so that Celery clients read them. */
final class RedisResultStore implements ResultStore {
    private static final Logger log = LoggerFactory.getLogger(RedisResultStore.class);

    private static final String FINAL_STATES = states(TaskState::isFinal);
    private static final Map<TaskState, String> FORBIDDEN = Arrays.stream(TaskState.values())
            .collect(Collectors.toMap(state -> state, state -> states(before -> !before.mayBecome(state))));

    private static final int MOST_NOTES = 1_000;
    private static final Duration UNWRITTEN = Duration.ofMinutes(1);

    private final RedissonClient redis;
    private final ResultKeys keys;
    private final ResultSettings settings;
    private final Batches<TaskSnapshot, @Nullable String> offers = new Batches<>(this::offerAll);
    private final Batches<TaskId, @Nullable String> looks = new Batches<>(this::lookAtAll);
    private final RedisGuard guard;
    // A first connection is waited for here, and by nobody who sends tasks. What is too much is left out.
    private final ThreadPoolExecutor notes = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_NOTES),
            RedisResultStore::daemon,
            new ThreadPoolExecutor.DiscardPolicy());

    RedisResultStore(RedissonClient redis, ResultSettings settings, RedisGuard guard) {
        this.guard = guard;
        notes.allowCoreThreadTimeOut(true);
        this.redis = redis;
        this.keys = new ResultKeys(settings.keyPrefix());
        this.settings = settings;
    }

    private static Thread daemon(Runnable what) {
        Thread thread = new Thread(what, "pending-notes");
        thread.setDaemon(true);
        return thread;
    }

    private static String states(Predicate<TaskState> which) {
        return Arrays.stream(TaskState.values())
                .filter(which)
                .map(Enum::name)
                .collect(Collectors.joining(" ", " ", " "));
    }

    @Override
    public void notePending(List<TaskSnapshot> sent) {
        if (!settings.notePending() || sent.isEmpty() || guard.isAway()) {
            return;
        }
        notes.execute(() -> note(sent));
    }

    private void note(List<TaskSnapshot> sent) {
        RBatch batch = redis.createBatch();
        for (TaskSnapshot snapshot : sent) {
            // Only where nothing is known yet: the one move that leads to PENDING.
            CompletionStage<Boolean> unused = batch.<String>getBucket(keys.of(snapshot.id()), StringCodec.INSTANCE)
                    .setIfAbsentAsync(encode(snapshot), settings.resultTtl());
        }
        CompletionStage<?> unused = batch.executeAsync().whenComplete((done, failure) -> {
            if (failure != null) {
                log.debug("Tasks that wait are not noted", guard.failed(failure));
            }
        });
    }

    @Override
    public Optional<TaskSnapshot> offer(TaskSnapshot snapshot) {
        return Optional.ofNullable(guard.ask(() -> offers.ask(snapshot).join())).map(ResultCodec::decode);
    }

    @Override
    public void saveAll(List<TaskSnapshot> snapshots) {
        Void unused = guard.ask(() -> CompletableFuture.allOf(
                        snapshots.stream().map(offers::ask).toArray(CompletableFuture<?>[]::new))
                .join());
    }

    @Override
    public CompletionStage<Optional<TaskSnapshot>> offerAsync(TaskSnapshot snapshot) {
        if (guard.isAway()) {
            return CompletableFuture.failedFuture(guard.away());
        }
        return offers.ask(snapshot).handle((stood, failure) -> {
            if (failure != null) {
                throw guard.failed(failure);
            }
            return Optional.ofNullable(stood).map(ResultCodec::decode);
        });
    }

    private CompletionStage<List<@Nullable String>> offerAll(List<TaskSnapshot> snapshots) {
        List<Object> names = new ArrayList<>();
        List<Object> arguments = new ArrayList<>(List.of(
                Long.toString(settings.resultTtl().toSeconds()),
                Long.toString(settings.tombstoneTtl().toSeconds()),
                FINAL_STATES,
                settings.publishProgress() ? "1" : "0"));
        for (TaskSnapshot snapshot : snapshots) {
            names.add(keys.of(snapshot.id()));
            names.add(keys.tombstoneOf(snapshot.id()));
            arguments.add(encode(snapshot));
            arguments.add(FORBIDDEN.get(snapshot.state()));
            arguments.add(finality(snapshot.state()));
            arguments.add(momentsToKeep(snapshot));
        }
        return redis.getScript(StringCodec.INSTANCE)
                .evalAsync(
                        RScript.Mode.READ_WRITE,
                        RedisScripts.SAVE,
                        RScript.ReturnType.LIST,
                        names,
                        arguments.toArray());
    }

    /** What is revoked may wait on a queue for longer than results are kept, and must not run then either. */
    private static String finality(TaskState state) {
        return state == TaskState.REVOKED ? "2" : state.isFinal() ? "1" : "0";
    }

    private String encode(TaskSnapshot snapshot) {
        return ResultCodec.encode(settings.resultExtended() ? snapshot : snapshot.with(null));
    }

    private String momentsToKeep(TaskSnapshot snapshot) {
        TaskDetails details = snapshot.details();
        if (!settings.resultExtended() || details == null) {
            return "";
        }
        return (details.queuedAt() == null ? ResultCodec.QUEUED_AT + " " : "")
                + (details.startedAt() == null ? ResultCodec.STARTED_AT : "");
    }

    @Override
    public Set<TaskId> expired(Collection<TaskId> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        String[] wanted = ids.stream().map(keys::tombstoneOf).toArray(String[]::new);
        Map<String, String> stones =
                guard.ask(() -> redis.getBuckets(StringCodec.INSTANCE).get(wanted));
        return ids.stream()
                .filter(id -> stones.containsKey(keys.tombstoneOf(id)))
                .collect(Collectors.toSet());
    }

    @Override
    public void forget(Collection<TaskId> ids) {
        String[] all = ids.stream()
                .flatMap(id -> Stream.of(keys.of(id), keys.tombstoneOf(id)))
                .toArray(String[]::new);
        guard.ask(() -> all.length == 0 ? 0 : redis.getKeys().delete(all));
    }

    @Override
    public Memory memory() {
        List<@Nullable Object> answer = guard.ask(() -> redis.getScript(StringCodec.INSTANCE)
                .eval(RScript.Mode.READ_WRITE, RedisScripts.PROCESS, RScript.ReturnType.LIST, List.of(keys.memory())));
        String process = String.valueOf(answer.get(0));
        Object known = answer.get(2);
        // Who may not ask for a name cannot tell one process from another.
        if (known != null && (process.isEmpty() || process.equals(known))) {
            return new Memory(process, null);
        }
        // A process that was killed had not written all that it had answered.
        Duration unwritten = Duration.ofSeconds(Long.parseLong(String.valueOf(answer.get(1))))
                .plus(UNWRITTEN);
        boolean isAll = known == null || unwritten.compareTo(settings.resultTtl()) > 0;
        return new Memory(process, isAll ? settings.resultTtl() : unwritten);
    }

    @Override
    public void noteMemory(Memory memory) {
        Object unused = guard.ask(
                () -> redis.getBucket(keys.memory(), StringCodec.INSTANCE).getAndSet(memory.process()));
    }

    @Override
    public void requireWritable() {
        guard.ask(() -> {
            redis.getBucket(keys.probe(), StringCodec.INSTANCE).set("", UNWRITTEN);
            return true;
        });
    }

    @Override
    public Optional<TaskSnapshot> find(TaskId id) {
        return Optional.ofNullable(guard.ask(() -> looks.ask(id).join())).map(ResultCodec::decode);
    }

    @Override
    public CompletionStage<Optional<TaskSnapshot>> findEndAsync(TaskId id) {
        if (guard.isAway()) {
            return CompletableFuture.failedFuture(guard.away());
        }
        return looks.ask(id).handle((found, failure) -> {
            if (failure != null) {
                throw guard.failed(failure);
            }
            return Optional.ofNullable(found)
                    // What is known of most tasks need not be read.
                    .filter(record -> !record.startsWith(ResultCodec.WAITING))
                    .map(ResultCodec::decode)
                    .filter(snapshot -> snapshot.state().isFinal());
        });
    }

    private CompletionStage<List<@Nullable String>> lookAtAll(List<TaskId> ids) {
        String[] names = ids.stream().map(keys::of).toArray(String[]::new);
        return redis.getBuckets(StringCodec.INSTANCE)
                .<String>getAsync(names)
                .thenApply(found ->
                        Arrays.stream(names).<@Nullable String>map(found::get).toList());
    }

    @Override
    public Map<TaskId, TaskSnapshot> findAll(Collection<TaskId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String[] wanted = ids.stream().map(keys::of).toArray(String[]::new);
        Map<String, String> found =
                guard.ask(() -> redis.getBuckets(StringCodec.INSTANCE).get(wanted));
        Map<TaskId, TaskSnapshot> snapshots = new LinkedHashMap<>();
        for (TaskId id : ids) {
            String json = found.get(keys.of(id));
            if (json != null) {
                snapshots.put(id, ResultCodec.decode(json));
            }
        }
        return snapshots;
    }

    @Override
    public ResultWatch watch(TaskId id) {
        return new RedisResultWatch(
                redis.getTopic(keys.of(id), StringCodec.INSTANCE), guard, () -> find(id), () -> findEndAsync(id));
    }
}
