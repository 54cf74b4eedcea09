package dev.baton.internal.result;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TestServices;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What a real Redis keeps of tasks, beside what every store does. */
@RequiresServices
class RedisResultStoreIT extends ResultStoreContract {
    private static RedissonClient redis;

    @BeforeAll
    static void start() {
        redis = new ResultConfiguration().redisson(settings("", Duration.ofHours(1), false));
    }

    @AfterAll
    static void stop() {
        redis.shutdown();
    }

    @Test
    void whatWasRevokedIsKnownAsLongAsThatItEnded() {
        String prefix = UUID.randomUUID() + "-";
        ResultStore store =
                new RedisResultStore(redis, settings(prefix, Duration.ofHours(1), false), new RedisGuard(redis));
        TaskId failed = TaskId.random();
        TaskId revoked = TaskId.random();

        store.saveAll(List.of(in(TaskState.FAILURE, failed), in(TaskState.REVOKED, revoked)));

        assertThat(hoursLeft(prefix, failed)).isLessThanOrEqualTo(1);
        assertThat(hoursLeft(prefix, revoked)).isGreaterThanOrEqualTo(23);
    }

    private static long hoursLeft(String prefix, TaskId id) {
        return Duration.ofMillis(
                        redis.getBucket(prefix + "celery-task-meta-" + id).remainTimeToLive())
                .toHours();
    }

    @Test
    void whatIsNoRecordIsReplacedAndSpoilsNoOther() {
        String prefix = UUID.randomUUID() + "-";
        ResultStore store =
                new RedisResultStore(redis, settings(prefix, Duration.ofHours(1), false), new RedisGuard(redis));
        List<TaskId> ids = Stream.generate(TaskId::random).limit(64).toList();
        redis.getBucket(prefix + "celery-task-meta-" + ids.get(0), StringCodec.INSTANCE)
                .set("no json");
        redis.getBucket(prefix + "celery-task-meta-" + ids.get(1), StringCodec.INSTANCE)
                .set("[1, {}]");
        redis.getList(prefix + "celery-task-meta-" + ids.get(2), StringCodec.INSTANCE)
                .add("no text");

        ids.parallelStream().forEach(id -> store.save(in(TaskState.SUCCESS, id)));

        assertThat(store.findAll(ids))
                .hasSize(64)
                .allSatisfy((id, known) -> assertThat(known.state()).isEqualTo(TaskState.SUCCESS));
    }

    @Test
    void whoTakesTheFirstMessageForTheResultIsGivenTheResult() {
        assertThat(told(false)).containsExactly("SUCCESS");
    }

    @Test
    void eachStateIsToldWhereThatIsAskedFor() {
        assertThat(told(true)).containsExactly("STARTED", "PROGRESS", "RETRY", "SUCCESS");
    }

    /** The states that are heard of a task that goes through four. */
    private static List<String> told(boolean publishProgress) {
        String prefix = UUID.randomUUID() + "-";
        ResultStore store = store(settings(prefix, Duration.ofHours(1), false, publishProgress));
        TaskId id = TaskId.random();
        List<String> heard = new CopyOnWriteArrayList<>();
        RTopic channel = redis.getTopic(prefix + "celery-task-meta-" + id, StringCodec.INSTANCE);
        channel.addListener(
                String.class,
                (name, json) -> heard.add(ResultCodec.decode(json).state().name()));

        for (TaskState state : List.of(TaskState.STARTED, TaskState.PROGRESS, TaskState.RETRY, TaskState.SUCCESS)) {
            store.save(in(state, id));
            assertThat(store.find(id).orElseThrow().state()).isEqualTo(state);
        }

        await().until(() -> heard.contains("SUCCESS"));
        channel.removeAllListeners();
        return heard;
    }

    @Override
    protected ResultStore store(Duration ttl, boolean extended) {
        return store(settings(UUID.randomUUID() + "-", ttl, extended));
    }

    @Override
    protected void pass(Duration time) {
        // Redis has its own time, which the tests await.
    }

    private static ResultStore store(ResultSettings settings) {
        return new RedisResultStore(redis, settings, new RedisGuard(redis));
    }

    static ResultSettings settings(String prefix, Duration ttl, boolean extended) {
        return settings(prefix, ttl, extended, false);
    }

    private static ResultSettings settings(String prefix, Duration ttl, boolean extended, boolean publishProgress) {
        Duration day = Duration.ofDays(1);
        URI url = URI.create("redis://127.0.0.1:" + TestServices.Service.REDIS.port());
        return new ResultSettings(url, ttl, day, extended, true, publishProgress, prefix, Duration.ofSeconds(5));
    }
}
