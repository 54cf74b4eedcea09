package dev.baton.worker;

import dev.baton.internal.celery.Json;
import dev.baton.testing.FreshServices;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.Services;
import dev.baton.testing.SharedData;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** 200 photos through the packaged API and workers, while one part after the other is killed. */
@RequiresServices
class OutageIT {
    private static final int JOBS = 10;
    private static final int PHOTOS_A_JOB = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final FreshServices services = new FreshServices();

    @Test
    void everyPhotoEndsAndIsStoredOnceWhateverDies() throws Exception {
        Map<String, String> settings = settings();
        try (services;
                Program api = Program.start("api", folder, settings).awaitReady("/api/v1/health/ready");
                Program first = Program.start("worker", folder, settings).awaitReady("/health/ready");
                Program second = Program.start("worker", folder, settings).awaitReady("/health/ready")) {
            CompletableFuture<List<String>> uploads = CompletableFuture.supplyAsync(() -> upload(api));

            awaitFinished(10);
            await().pollInterval(Duration.ofMillis(5)).until(() -> runsATask(first));
            first.kill();
            try (Program third = Program.start("worker", folder, settings)) {
                awaitFinished(40);
                Services.restart("rabbitmq");
                awaitFinished(80);
                Services.restart("redis");
                awaitFinished(120);
                // One that loses the database while it starts ends, to be started again by what supervises it.
                third.awaitReady("/health/ready");
                Services.restart("db");

                List<Map<?, ?>> results = results(api, uploads.join());

                assertThat(results)
                        .hasSize(JOBS * PHOTOS_A_JOB)
                        .allMatch(result -> "completed".equals(result.get("status")));
                assertThat(count("photo")).isEqualTo(JOBS * PHOTOS_A_JOB);
                assertThat(count("face"))
                        .isEqualTo(results.stream()
                                .mapToInt(result -> result.get("faces") instanceof List<?> faces ? faces.size() : 0)
                                .sum());
                assertThat(third.awaitReady("/health/ready").terminate()).isZero();
                assertThat(second.terminate()).isZero();
            }
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(services.properties());
        settings.put("baton.photos.directory", folder.resolve("photos").toString());
        settings.put("baton.models.directory", folder.resolve("models").toString());
        settings.put("baton.models.packs", SharedData.present() ? "lab" : "");
        settings.put("baton.models.accept-licence", "true");
        SharedData.models().ifPresent(models -> LabPack.install(models, folder.resolve("models")));
        return settings;
    }

    /** Sends every job until the API takes it; the key makes repeating safe. */
    private static List<String> upload(Program api) {
        List<String> jobs = new ArrayList<>();
        for (int job = 0; job < JOBS; job++) {
            Upload upload = new Upload().field("analyses", "blur,faces").field("event_id", "outage");
            for (int photo = 0; photo < PHOTOS_A_JOB; photo++) {
                upload.file(
                        "files",
                        job + "-" + photo + ".jpg",
                        SharedData.smallPhoto(photo).orElseGet(() -> WorkerFixture.plate("7")));
            }
            String key = UUID.randomUUID().toString();
            await().atMost(PATIENCE).pollInSameThread().ignoreExceptions().until(() -> {
                HttpResponse<String> answer = upload.post(api.uri("/api/v1/photos"), key);
                if (answer.statusCode() == 202) {
                    jobs.add(Json.read(answer.body(), Map.class).get("job_id").toString());
                }
                return answer.statusCode() == 202;
            });
        }
        return jobs;
    }

    private static List<Map<?, ?>> results(Program api, List<String> jobs) {
        List<Map<?, ?>> results = new ArrayList<>();
        for (String job : jobs) {
            Map<?, ?> ended = await().atMost(PATIENCE)
                    .until(
                            () -> Json.read(
                                    api.get("/api/v1/jobs/" + job + "?wait=20")
                                            .orElseThrow()
                                            .body(),
                                    Map.class),
                            status ->
                                    "completed".equals(status.get("status")) || "failed".equals(status.get("status")));
            ((List<?>) ended.get("results")).forEach(result -> results.add((Map<?, ?>) result));
        }
        return results;
    }

    private static boolean runsATask(Program worker) {
        return worker.get("/metrics")
                .filter(answer -> answer.body().contains("baton_tasks_running 1.0"))
                .isPresent();
    }

    private void awaitFinished(int atLeast) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> count("finished_task") >= atLeast);
    }

    private long count(String table) throws Exception {
        String url = services.properties().get("spring.datasource.url");
        try (Connection connection = DriverManager.getConnection(url, "baton", "baton");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
