package dev.baton.worker;

import dev.baton.internal.celery.Json;
import dev.baton.testing.FreshServices;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Predictions asked of the packaged API without a break, while its worker and its Redis are killed. */
@RequiresServices
class MoodOutageIT {
    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final FreshServices services = new FreshServices();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<UUID> users = new ArrayList<>();

    @Test
    void everyAnswerIsAPredictionOrAClearRefusalWhateverDies() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        AtomicBoolean enough = new AtomicBoolean();
        try (services;
                Program api = Program.start("api", folder, settings()).awaitReady("/api/v1/health/ready");
                Program first = Program.start("worker", folder, settings()).awaitReady("/health/ready")) {
            checkIn(api);
            List<CompletableFuture<List<HttpResponse<String>>>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(CompletableFuture.supplyAsync(() -> askUntil(enough, api, number), threads));
            }

            awaitPrediction(api);
            first.kill();
            // Nobody is there to answer: these wait on the queue, and are told where to come back.
            HttpResponse<String> later = predict(api, "?window_days=29", "wait=0");
            assertThat(later.statusCode()).isEqualTo(202);
            try (Program second = Program.start("worker", folder, settings()).awaitReady("/health/ready")) {
                String poll = Json.read(later.body(), Map.class).get("poll_url").toString();
                await().until(() -> get(api, poll, "wait=5").statusCode() == 200);
                awaitPrediction(api);
                Services.restart("redis");
                awaitPrediction(api);
                enough.set(true);

                for (CompletableFuture<List<HttpResponse<String>>> client : clients) {
                    assertThat(client.join()).isNotEmpty().allSatisfy(MoodOutageIT::isClear);
                }
                assertThat(second.terminate()).isZero();
            }
        } finally {
            enough.set(true);
            threads.shutdown();
        }
    }

    private static void isClear(HttpResponse<String> answer) {
        switch (answer.statusCode()) {
            case 200 -> assertThat(answer.body()).contains("\"relapse_risk\"");
            case 202 -> assertThat(answer.body()).contains("\"poll_url\"");
            default -> {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.body())
                        .contains("https://baton.dev/problems/")
                        .doesNotContain("Exception");
            }
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(services.properties());
        settings.put("baton.photos.directory", folder.resolve("photos").toString());
        settings.put("baton.models.directory", folder.resolve("models").toString());
        settings.put("baton.cache.ttl", "300s");
        return settings;
    }

    private void checkIn(Program api) {
        for (int number = 0; number < CLIENTS; number++) {
            UUID user = UUID.randomUUID();
            users.add(user);
            String body = """
                    {"user_id": "%s", "checkin_date": "2026-01-31", "sleep_data": {"hoursSlept": 6, "sleepQuality": 5},
                     "mood_data": {"depressedMood": 4, "energyLevel": 5, "anxietyStress": 3}}""".formatted(user);
            HttpRequest request = HttpRequest.newBuilder(api.uri("/api/v1/check-ins"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            assertThat(send(request).statusCode()).isEqualTo(201);
        }
    }

    /** Asks the same and other questions in turn, so that some are in the cache. */
    private List<HttpResponse<String>> askUntil(AtomicBoolean enough, Program api, int client) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int asked = 0; !enough.get(); asked++) {
            URI uri = api.uri("/api/v1/predictions/" + users.get(client) + "?window_days=" + (1 + asked % 28));
            answers.add(
                    send(HttpRequest.newBuilder(uri).header("Prefer", "wait=1").build()));
        }
        return answers;
    }

    private void awaitPrediction(Program api) {
        await().atMost(PATIENCE)
                .until(() -> predict(api, "?types=relapse_risk", "wait=2").statusCode() == 200);
    }

    private HttpResponse<String> predict(Program api, String query, String prefer) {
        return get(api, "/api/v1/predictions/" + users.get(0) + query, prefer);
    }

    private HttpResponse<String> get(Program api, String path, String prefer) {
        return send(
                HttpRequest.newBuilder(api.uri(path)).header("Prefer", prefer).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
