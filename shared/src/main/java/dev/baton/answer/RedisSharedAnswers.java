package dev.baton.answer;

import dev.baton.task.TaskId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

import static dev.baton.result.RedisCalls.guarded;

/** A key for each question, which holds the id of its task. */
final class RedisSharedAnswers implements SharedAnswers {
    private static final int ATTEMPTS = 3;

    private final RedissonClient redis;
    private final String prefix;

    RedisSharedAnswers(RedissonClient redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
    }

    private RBucket<String> bucket(String kind, String name) {
        return redis.getBucket(prefix + "baton-" + kind + "-" + name, StringCodec.INSTANCE);
    }

    @Override
    public TaskId claim(String question, TaskId mine, Duration keptFor) {
        return guarded(() -> {
            RBucket<String> answer = bucket("answer", question);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (answer.setIfAbsent(mine.value(), keptFor)) {
                    return mine;
                }
                String other = answer.get();
                if (other != null) {
                    return new TaskId(other);
                }
                // It has expired just now.
            }
            return mine;
        });
    }

    @Override
    public void release(String question, TaskId answeredBy) {
        guarded(() -> bucket("answer", question).compareAndSet(answeredBy.value(), nothing()));
    }

    // Redisson deletes what becomes null.
    private static @Nullable String nothing() {
        return null;
    }

    @Override
    public Optional<String> version(String topic) {
        return guarded(() -> Optional.ofNullable(bucket("version", topic).get()));
    }

    @Override
    public void noteVersion(String topic, String version) {
        guarded(() -> {
            bucket("version", topic).set(version);
            return version;
        });
    }
}
