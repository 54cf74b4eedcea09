package dev.baton.internal.result;

import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.redisson.api.RedissonClient;

@RequiresServices
class RedisChordCountsIT extends ChordCountsContract {
    private static RedissonClient redis;

    @BeforeAll
    static void start() {
        redis = new ResultConfiguration().redisson(RedisResultStoreIT.settings("", Duration.ofHours(1), false));
    }

    @AfterAll
    static void stop() {
        redis.shutdown();
    }

    @Override
    protected ChordCounts open() {
        return new RedisChordCounts(
                redis, new ResultKeys(UUID.randomUUID() + "-"), Duration.ofHours(1), new RedisGuard(redis));
    }
}
