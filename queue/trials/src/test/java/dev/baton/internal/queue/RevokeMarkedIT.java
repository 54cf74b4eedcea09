package dev.baton.internal.queue;

import dev.baton.internal.control.RevokeTasks;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskState;
import dev.baton.testing.Celery;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tasks that are revoked by what they have in common. */
@RequiresServices
class RevokeMarkedIT {
    private static final String TASK = """
            def task(text, **options):
                return app.signature("sample.echo", kwargs={"text": text}, queue="sample", **options)
            """;

    private static SampleFixture sample;

    @BeforeAll
    static void start() {
        sample = new SampleFixture();
    }

    @AfterAll
    static void stop() {
        sample.close();
    }

    /** Celery's workers forget it: nobody hears the broadcast, and the tasks run. */
    @Test
    void celeryRevokesByStampWhileEveryWorkerIsDown() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        List<String> ids = new ArrayList<>();
        sample.restart(() -> ids.addAll(celery("""
                def send(text, **stamps):
                    sent = task(text)
                    sent.stamp(**stamps)
                    print(sent.apply_async().id)
                send("one", batch="b1")
                send("several", batch=["b0", "b1"])
                send("other", batch="b2")
                send("plain")
                app.control.revoke_by_stamped_headers({"batch": ["b1", "b9"]})
                """)));

        assertState(ids.get(2), TaskState.SUCCESS);
        assertState(ids.get(3), TaskState.SUCCESS);
        assertState(ids.get(0), TaskState.REVOKED);
        assertState(ids.get(1), TaskState.REVOKED);
    }

    /** With Celery the id of a group revokes nothing. */
    @Test
    void celeryRevokesAGroupByItsIdOrItsTasksWhileEveryWorkerIsDown() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        List<String> ids = new ArrayList<>();
        sample.restart(() -> ids.addAll(celery("""
                from celery import group
                def members(group_id):
                    return [task(text).apply_async(group_id=group_id) for text in ("a", "b")]
                for sent in (members("revoked-by-id"), members("other")):
                    print(sent[0].id)
                    print(sent[1].id)
                app.control.revoke("revoked-by-id")
                revoked = group(task("c"), task("d")).apply_async()
                revoked.revoke()
                for result in revoked.results:
                    print(result.id)
                """)));

        assertState(ids.get(2), TaskState.SUCCESS);
        assertState(ids.get(3), TaskState.SUCCESS);
        for (int revoked : new int[] {0, 1, 4, 5}) {
            assertState(ids.get(revoked), TaskState.REVOKED);
        }
    }

    @Test
    void stampedTaskThatWaitsForItsTimeEndsWhenItsStampIsRevoked() {
        TaskRequest later = SampleFixture.request(SampleWorker.ECHO, "later")
                .withStamps(Map.of("run", "r1"))
                .withEta(Instant.now().plus(Duration.ofHours(1)));
        sample.send(later);
        Patience.await().until(() -> !sample.scheduled().waiting(1).isEmpty());

        assertThat(sample.bean(RevokeTasks.class).revokeStamped(Map.of("run", List.of("r0", "r1"))))
                .isEqualTo(1);

        sample.await(later.id(), TaskState.REVOKED);
        assertThat(sample.scheduled().waiting(1)).isEmpty();
    }

    @Test
    void stampIsKeptWhenATaskIsTriedAgain() {
        TaskId id = sample.send(
                SampleFixture.request(SampleWorker.ASKING, "3600000").withStamps(Map.of("run", "r2")));
        sample.await(id, TaskState.RETRY);

        sample.bean(RevokeTasks.class).revokeStamped(Map.of("run", "r2"));

        sample.await(id, TaskState.REVOKED);
    }

    @Test
    void celeryEndsRunningTasksByTheirStamp() {
        assumeTrue(Celery.isPresent(), "skipped: there is no python3 with Celery beside the services");
        TaskId running =
                sample.send(SampleFixture.request(SampleWorker.SLOW, "").withStamps(Map.of("run", "r3")));
        sample.await(running, TaskState.PROGRESS);

        String said = String.join("", celery("""
                print(app.control.revoke_by_stamped_headers({"run": "r3"}, terminate=True, reply=True, timeout=20, limit=1))
                """));

        sample.await(running, TaskState.REVOKED);
        assertThat(said).contains("revoked");
    }

    @Test
    void stampThatWasRevokedLongAgoIsForgotten() {
        TaskRequest task = SampleFixture.request(SampleWorker.ECHO, "again").withStamps(Map.of("run", "r4"));
        sample.execute("delete from revoked_stamp");
        sample.execute("insert into revoked_stamp values ('stamp run=r4', now() - interval '8 days')");

        sample.await(sample.send(task), TaskState.SUCCESS);
        sample.bean(RevokeTasks.class).revokeStamped(Map.of("run", "r5"));

        assertThat(sample.count("revoked_stamp where stamp = 'stamp run=r4'")).isZero();
    }

    private static List<String> celery(String script) {
        return Celery.run(sample.services, TASK + script).lines().toList();
    }

    private static void assertState(String id, TaskState state) {
        sample.await(new TaskId(id), state);
    }
}
