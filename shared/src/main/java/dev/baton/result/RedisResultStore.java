package dev.baton.result;

import dev.baton.celery.ResultCodec;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.redisson.api.RScript;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Results as raw keys and channels, so that Celery clients read them. */
final class RedisResultStore implements ResultStore {
    private static final Logger log = LoggerFactory.getLogger(RedisResultStore.class);

    // One step, so that no late STARTED can overwrite an end, and nobody hears of a result that is not there yet. It
    // answers
    // with the end that stands in the way.
    private static final String SAVE = """
            local known = redis.call('GET', KEYS[1])
            if known then
                local status = cjson.decode(known)['status']
                if string.find(ARGV[3], ' ' .. status .. ' ', 1, true) then return known end
            end
            redis.call('SETEX', KEYS[1], ARGV[2], ARGV[1])
            redis.call('PUBLISH', KEYS[1], ARGV[1])
            return false
            """;
    private static final String FINAL_STATES = Arrays.stream(TaskState.values())
            .filter(TaskState::isFinal)
            .map(Enum::name)
            .collect(Collectors.joining(" ", " ", " "));

    private final RedissonClient redis;
    private final ResultKeys keys;
    private final Duration ttl;

    RedisResultStore(RedissonClient redis, ResultKeys keys, Duration ttl) {
        this.redis = redis;
        this.keys = keys;
        this.ttl = ttl;
    }

    @Override
    public Optional<TaskSnapshot> offer(TaskSnapshot snapshot) {
        String ended = guarded(() -> redis.getScript(StringCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        SAVE,
                        RScript.ReturnType.VALUE,
                        List.of(keys.of(snapshot.id())),
                        ResultCodec.encode(snapshot),
                        Long.toString(ttl.toSeconds()),
                        FINAL_STATES));
        return Optional.ofNullable(ended).map(ResultCodec::decode);
    }

    @Override
    public Optional<TaskSnapshot> find(TaskId id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    @Override
    public Map<TaskId, TaskSnapshot> findAll(Collection<TaskId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String[] wanted = ids.stream().map(keys::of).toArray(String[]::new);
        Map<String, String> found =
                guarded(() -> redis.getBuckets(StringCodec.INSTANCE).get(wanted));
        Map<TaskId, TaskSnapshot> snapshots = new LinkedHashMap<>();
        for (TaskId id : ids) {
            String json = found.get(keys.of(id));
            if (json != null) {
                snapshots.put(id, ResultCodec.decodeTyped(json));
            }
        }
        return snapshots;
    }

    @Override
    public Optional<TaskSnapshot> awaitFinal(TaskId id, Duration atMost) {
        CountDownLatch announced = new CountDownLatch(1);
        RTopic topic = redis.getTopic(keys.of(id), StringCodec.INSTANCE);
        int listener = guarded(() -> topic.addListener(String.class, (channel, json) -> {
            if (ResultCodec.decode(json).state().isFinal()) {
                announced.countDown();
            }
        }));
        try {
            // Looked up after subscribing: what came before is found, what comes after is heard.
            Optional<TaskSnapshot> known = find(id);
            if (known.filter(snapshot -> snapshot.state().isFinal()).isPresent()
                    || !announced.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return known;
            }
            return find(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return find(id);
        } finally {
            unsubscribe(topic, listener);
        }
    }

    private static void unsubscribe(RTopic topic, int listener) {
        try {
            topic.removeListener(listener);
        } catch (RedisException e) {
            log.debug("A subscription could not be ended; it ends with its connection", e);
        }
    }

    private static <T> T guarded(Supplier<T> command) {
        try {
            return command.get();
        } catch (RedisException e) {
            throw new ResultStoreUnavailableException("Redis could not be reached: " + e.getMessage(), e);
        }
    }
}
