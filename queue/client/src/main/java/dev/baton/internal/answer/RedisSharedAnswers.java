package dev.baton.internal.answer;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.internal.result.RedisGuard;
import dev.baton.internal.result.ResultKeys;
import dev.baton.task.TaskId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** A key for each question, which holds the id of its task. */
final class RedisSharedAnswers implements SharedAnswers {
    /** One step, since it stands between a client and an answer that is there already: whose task it is, its record, the version. */
    private static final String CLAIM = """
            local other = redis.call('GET', KEYS[1])
            if not other then
                redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
                return {ARGV[1], false, false}
            end
            return {other, redis.call('GET', ARGV[3] .. other), redis.call('GET', KEYS[2])}
            """;

    private final RedissonClient redis;
    private final RedisGuard guard;
    private final ResultKeys results;

    RedisSharedAnswers(RedissonClient redis, RedisGuard guard, ResultKeys results) {
        this.redis = redis;
        this.guard = guard;
        this.results = results;
    }

    private String key(String kind, String name) {
        return results.prefix() + "baton-" + kind + "-" + name;
    }

    private RBucket<String> bucket(String kind, String name) {
        return redis.getBucket(key(kind, name), StringCodec.INSTANCE);
    }

    @Override
    public Claim claim(String topic, String question, TaskId mine, Duration keptFor) {
        List<@Nullable Object> found = guard.ask(() -> redis.getScript(StringCodec.INSTANCE)
                .eval(
                        RScript.Mode.READ_WRITE,
                        CLAIM,
                        RScript.ReturnType.LIST,
                        List.of(key("answer", question), key("version", topic)),
                        mine.value(),
                        String.valueOf(keptFor.toMillis()),
                        results.beforeId()));
        return new Claim(
                new TaskId(String.valueOf(found.get(0))),
                found.get(1) instanceof String json ? ResultCodec.decode(json) : null,
                found.get(2) instanceof String version ? version : null);
    }

    @Override
    public void release(String question, TaskId answeredBy) {
        guard.ask(() -> bucket("answer", question).compareAndSet(answeredBy.value(), nothing()));
    }

    // Redisson deletes what becomes null.
    private static @Nullable String nothing() {
        return null;
    }

    @Override
    public void noteVersion(String topic, String version) {
        guard.ask(() -> {
            bucket("version", topic).set(version);
            return version;
        });
    }
}
