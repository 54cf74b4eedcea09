package dev.baton.worker;

import dev.baton.periodic.PeriodicTasks;
import dev.baton.photo.store.MissingPhotoException;
import dev.baton.photo.store.PhotoStore;
import dev.baton.task.TaskId;
import dev.baton.task.TaskState;
import dev.baton.testing.RequiresServices;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that nobody will ask for any more. */
@RequiresServices
class JobUpkeepIT {
    @TempDir
    private static Path folder;

    private static WorkerFixture worker;

    @BeforeAll
    static void start() {
        // Looks for what is due as good as never; these tests send the tasks by hand.
        worker = new WorkerFixture(
                folder,
                Map.of(
                        "baton.periodic.enabled", "true",
                        "baton.jobs.reap-every", "1d"));
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void jobWhoseApiDiedBeforeItWasAcceptedIsWithdrawnWithItsPhotosAndTasks() {
        String dead = begin("now() - interval '301 seconds'", "null", "now() + interval '1 day'");
        String young = begin("now() - interval '299 seconds'", "null", "now() + interval '1 day'");
        String accepted = begin("now() - interval '1 hour'", "now()", "now() + interval '1 day'");

        assertThat(run("job.reap")).isEqualTo(Map.of("jobs", 1));

        assertThat(worker.finished()
                        .find(new TaskId("task-" + dead))
                        .orElseThrow()
                        .state())
                .isEqualTo(TaskState.REVOKED);
        assertThat(worker.finished().find(new TaskId("task-" + young))).isEmpty();
        assertThat(worker.count("job where id in ('" + dead + "', '" + young + "', '" + accepted + "')"))
                .isEqualTo(2);
        assertThat(hasPhoto(dead)).isFalse();
        assertThat(hasPhoto(young)).isTrue();
    }

    @Test
    void jobThatExpiredLongAgoIsForgottenWithThePhotosThatNobodyAnalysed() {
        String old = begin("now() - interval '32 days'", "now()", "now() - interval '31 days'");
        String analysed = begin("now() - interval '32 days'", "now()", "now() - interval '31 days'");
        worker.bean(JdbcClient.class)
                .sql("insert into photo (id, tenant_id, store_key, sha256, task_id, analysis)"
                        + " select photo_id, '00000000-0000-0000-0000-000000000001', store_key, sha256, task_id, '{}'"
                        + " from job_item where job_id = ?::uuid")
                .param(analysed)
                .update();
        String recent = begin("now() - interval '10 days'", "now()", "now() - interval '9 days'");

        assertThat(run("job.clean")).isEqualTo(Map.of("jobs", 2));

        assertThat(worker.count("job where id = '" + recent + "'")).isEqualTo(1);
        assertThat(hasPhoto(old)).isFalse();
        assertThat(hasPhoto(analysed)).isTrue();
        assertThat(hasPhoto(recent)).isTrue();
    }

    @Test
    void photosThatTheStoreCouldNotDeleteWithTheirJobAreDeletedLater() {
        String left = UUID.randomUUID().toString();
        putPhoto(left);
        worker.bean(JdbcClient.class)
                .sql("insert into unwanted_photo values (?)")
                .param(keyOf(left))
                .update();

        run("job.reap");

        assertThat(hasPhoto(left)).isFalse();
        assertThat(worker.count("unwanted_photo")).isZero();
    }

    private static Object run(String name) {
        return worker.awaitEnd(worker.bean(PeriodicTasks.class).runNow(name).orElseThrow())
                .result();
    }

    private static String begin(String created, String accepted, String expires) {
        String id = UUID.randomUUID().toString();
        JdbcClient jdbc = worker.bean(JdbcClient.class);
        jdbc.sql(
                        "insert into job (id, tenant_id, kind, fingerprint, created_at, accepted_at, expires_at) values (?::uuid,"
                                + " '00000000-0000-0000-0000-000000000001', 'photos', 'f', " + created + ", " + accepted
                                + ", "
                                + expires + ")")
                .param(id)
                .update();
        jdbc.sql("insert into job_item (job_id, position, photo_id, task_id, file_name, sha256, store_key)"
                        + " values (?::uuid, 0, gen_random_uuid(), ?, 'a.jpg', 'x', ?)")
                .params(id, "task-" + id, keyOf(id))
                .update();
        putPhoto(id);
        return id;
    }

    private static void putPhoto(String job) {
        worker.bean(PhotoStore.class).put(keyOf(job), "photo".getBytes(StandardCharsets.UTF_8), "image/jpeg");
    }

    private static String keyOf(String job) {
        return "jobs/" + job + ".jpg";
    }

    private static boolean hasPhoto(String job) {
        PhotoStore store = worker.bean(PhotoStore.class);
        try {
            return store.get(keyOf(job)).length > 0;
        } catch (MissingPhotoException e) {
            return false;
        }
    }
}
