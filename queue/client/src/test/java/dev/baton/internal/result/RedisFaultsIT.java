package dev.baton.internal.result;

import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TestServices;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.api.redisnode.RedisNodes;
import org.redisson.client.codec.StringCodec;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A Redis that has no room left, or has forgotten the scripts that it was given. */
@RequiresServices
class RedisFaultsIT {
    private static final String PREFIX = UUID.randomUUID() + "-";

    private static RedissonClient redis;
    private static ResultStore store;
    private static ChordCounts chords;

    @BeforeAll
    static void start() {
        ResultSettings settings = new ResultSettings(
                URI.create("redis://127.0.0.1:" + TestServices.Service.REDIS.port()),
                Duration.ofHours(1),
                Duration.ofDays(1),
                false,
                true,
                false,
                PREFIX,
                Duration.ofSeconds(5));
        ResultConfiguration configuration = new ResultConfiguration();
        redis = configuration.redisson(settings);
        RedisGuard guard = configuration.redisGuard(redis);
        store = configuration.resultStore(redis, settings, guard);
        chords = configuration.chordCounts(redis, settings, guard);
    }

    @AfterAll
    static void stop() {
        redis.shutdown();
    }

    /** Within a script the limit is looked at until the first write alone: what may be refused must come first. */
    @Test
    void storeThatIsFullTakesAllOfAStepOrNothing() {
        TaskId first = TaskId.random();
        TaskId second = TaskId.random();
        String before = maxMemory();
        setMaxMemory("1");
        try {
            assertThatThrownBy(() -> store.saveAll(List.of(ended(first), ended(second))))
                    .isInstanceOf(ResultStoreUnavailableException.class);
            assertThatThrownBy(() -> chords.announce("full", 2, Optional.empty()))
                    .isInstanceOf(ResultStoreUnavailableException.class);
            assertThatThrownBy(() -> chords.count("full", "member", 0))
                    .isInstanceOf(ResultStoreUnavailableException.class);
        } finally {
            setMaxMemory(before);
        }

        assertThat(redis.getKeys().getKeys(KeysScanOptions.defaults().pattern(PREFIX + "*full*")))
                .isEmpty();
        assertThat(store.findAll(List.of(first, second))).isEmpty();
        assertThat(store.expired(List.of(first, second))).isEmpty();
        assertThat(chords.count("full", "member", 0).isNew()).isTrue();
    }

    /** A script by its digest alone would fail for ever after that, and in a batch Redisson sends no more than the digest. */
    @Test
    void scriptsThatRedisForgotAreGivenAgain() {
        Stream.of("before", "after").forEach(group -> {
            TaskId ended = TaskId.random();
            TaskId waiting = TaskId.random();

            store.save(ended(ended));
            store.notePending(List.of(TaskSnapshot.pending(waiting)));
            chords.announce(group, 1, Optional.empty());

            assertThat(store.memory().process()).isNotEmpty();
            assertThat(store.find(ended)).isPresent();
            await().until(() -> store.find(waiting).isPresent());
            assertThat(chords.count(group, "member", 0)).isEqualTo(new ChordCounts.Counted(true, 1, Optional.of(1)));
            assertThat(chords.look(group).members()).hasSize(1);
            redis.getScript(StringCodec.INSTANCE).scriptFlush();
        });
    }

    private static TaskSnapshot ended(TaskId id) {
        return TaskSnapshot.finished(id, new TaskOutcome.Succeeded(Map.of()), Instant.EPOCH);
    }

    private static String maxMemory() {
        return redis.getRedisNodes(RedisNodes.SINGLE)
                .getInstance()
                .getConfig("maxmemory")
                .get("maxmemory");
    }

    private static void setMaxMemory(String bytes) {
        redis.getRedisNodes(RedisNodes.SINGLE).getInstance().setConfig("maxmemory", bytes);
    }
}
