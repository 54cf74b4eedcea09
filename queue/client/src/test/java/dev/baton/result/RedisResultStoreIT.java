package dev.baton.result;

import dev.baton.celery.ResultCodec;
import dev.baton.task.TaskDetails;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TestServices;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** What a real Redis keeps of tasks, and which moves between their states it allows. */
@RequiresServices
class RedisResultStoreIT {
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00.123456Z");

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
    void redisAllowsTheMovesOfTheTableAndNoOthers() {
        ResultStore store = store(Duration.ofHours(1), false);
        for (TaskState from : TaskState.values()) {
            for (TaskState to : TaskState.values()) {
                TaskId id = TaskId.random();
                store.save(in(from, id));

                store.save(in(to, id));

                assertThat(store.find(id).orElseThrow().state())
                        .as("%s to %s", from, to)
                        .isEqualTo(from == to || from.mayBecome(to) ? to : from);
            }
        }
    }

    @Test
    void ofManyEndsAtOnceOneStandsAndAllAreToldWhich() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId id = TaskId.random();

        List<Object> told = IntStream.range(0, 50)
                .parallel()
                .mapToObj(number -> TaskSnapshot.finished(id, new TaskOutcome.Succeeded(number), NOW))
                .map(mine ->
                        Objects.requireNonNull(store.offer(mine).orElse(mine).result()))
                .toList();

        assertThat(told)
                .containsOnly(
                        Objects.requireNonNull(store.find(id).orElseThrow().result()));
    }

    @Test
    void taskThatWaitsIsToldFromOneThatNobodySentAndNeverHidesHowFarItIs() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId waiting = TaskId.random();
        TaskId ended = TaskId.random();
        store.save(in(TaskState.SUCCESS, ended));

        store.notePending(List.of(TaskSnapshot.pending(waiting), TaskSnapshot.pending(ended)));

        await().until(() -> store.find(waiting).isPresent());
        assertThat(store.find(waiting).orElseThrow().state()).isEqualTo(TaskState.PENDING);
        assertThat(store.find(ended).orElseThrow().state()).isEqualTo(TaskState.SUCCESS);
        assertThat(store.find(TaskId.random())).isEmpty();
    }

    @Test
    void extendedResultKeepsWhenItWasSentAndBegunUntilTheEnd() {
        ResultStore store = store(Duration.ofHours(1), true);
        TaskRequest request = TaskRequest.of(TaskId.random(), "t", Map.of("queued_at", "\"queued_at\":"))
                .withArgs(List.of(1));
        store.notePending(List.of(TaskSnapshot.pending(request.id()).with(TaskDetails.sent(request, "q", NOW))));
        await().until(() -> store.find(request.id()).isPresent());
        TaskDetails taken = TaskDetails.taken(request.takenFrom("q"), "worker@host");
        store.save(TaskSnapshot.started(request.id(), Map.of()).with(taken.startedAt(NOW.plusSeconds(1))));

        store.save(TaskSnapshot.finished(request.id(), new TaskOutcome.Succeeded(List.of()), NOW.plusSeconds(2))
                .with(taken));

        TaskSnapshot ended = store.find(request.id()).orElseThrow();
        assertThat(ended.result()).isEqualTo(List.of());
        assertThat(ended.details())
                .isEqualTo(new TaskDetails(
                        "t", List.of(1), request.kwargs(), "worker@host", 0, "q", NOW, NOW.plusSeconds(1)));
    }

    @Test
    void resultThatExpiredIsToldFromOneThatNeverWas() {
        ResultStore store = store(Duration.ofSeconds(1), false);
        TaskId ended = TaskId.random();
        TaskId unknown = TaskId.random();

        store.save(in(TaskState.SUCCESS, ended));

        await().until(() -> store.find(ended).isEmpty());
        assertThat(store.expired(List.of(ended, unknown))).containsExactly(ended);
    }

    @Test
    void whatIsForgottenMayBeginAgain() {
        ResultStore store = store(Duration.ofHours(1), false);
        TaskId id = TaskId.random();
        store.save(in(TaskState.FAILURE, id));

        store.forget(List.of(id));
        store.save(in(TaskState.STARTED, id));

        assertThat(store.find(id).orElseThrow().state()).isEqualTo(TaskState.STARTED);
        assertThat(store.expired(List.of(id))).isEmpty();
    }

    @Test
    void emptyStoreKnowsThatItIs() {
        ResultStore store = store(Duration.ofHours(1), false);

        ResultStore.Memory empty = store.memory();
        assertThat(empty.lostFor()).isEqualTo(Duration.ofHours(1));
        assertThat(empty.process()).isNotEmpty();
        store.noteMemory(empty);
        assertThat(store.memory()).isEqualTo(new ResultStore.Memory(empty.process(), null));
    }

    @Test
    void storeThatWasStartedAgainMayHaveLostItsLastMinute() {
        ResultStore store = store(Duration.ofHours(1), false);
        ResultStore.Memory now = store.memory();

        store.noteMemory(new ResultStore.Memory("before", null));

        assertThat(store.memory().process()).isEqualTo(now.process());
        assertThat(store.memory().lostFor()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
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

    @Test
    void anEndWhoseResultIsNoNumberStands() {
        ResultStore store = store(Duration.ofHours(1), true);
        TaskId id = TaskId.random();
        store.save(TaskSnapshot.finished(id, new TaskOutcome.Succeeded(List.of(Double.NaN, -1 / 0.0)), NOW));

        assertThat(store.offer(in(TaskState.FAILURE, id)).orElseThrow().state()).isEqualTo(TaskState.SUCCESS);

        assertThat(store.find(id).orElseThrow().result()).isEqualTo(List.of(Double.NaN, -1 / 0.0));
    }

    private static ResultStore store(Duration ttl, boolean extended) {
        return store(settings(UUID.randomUUID() + "-", ttl, extended));
    }

    private static ResultStore store(ResultSettings settings) {
        return new RedisResultStore(redis, settings, new RedisGuard(redis));
    }

    private static ResultSettings settings(String prefix, Duration ttl, boolean extended) {
        return settings(prefix, ttl, extended, false);
    }

    private static ResultSettings settings(String prefix, Duration ttl, boolean extended, boolean publishProgress) {
        Duration day = Duration.ofDays(1);
        URI url = URI.create("redis://127.0.0.1:" + TestServices.Service.REDIS.port());
        return new ResultSettings(url, ttl, day, extended, true, publishProgress, prefix, Duration.ofSeconds(5));
    }

    private static TaskSnapshot in(TaskState state, TaskId id) {
        TaskFailure failure = TaskFailure.refusal("Busy", "busy");
        return switch (state) {
            case FAILURE, REVOKED, RETRY -> new TaskSnapshot(id, state, null, failure, null);
            default -> new TaskSnapshot(id, state, state.name(), null, null);
        };
    }
}
