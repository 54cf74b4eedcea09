package dev.baton.api;

import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
@ExtendWith(RunningApi.class)
class OperateIT {
    private static final String READY = "/api/v1/health/ready";

    private final ApiFixture api;

    OperateIT(ApiFixture api) {
        this.api = api;
    }

    @Test
    void livenessDependsOnNothing() {
        api.broker.cut();
        api.redis.cut();
        api.database.cut();

        Answer alive = api.get("/api/v1/health").hasStatus(200);

        assertThat(alive.at("/status")).isEqualTo("alive");
        assertThat(alive.at("/version")).matches("\\d+\\.\\d+.*");
    }

    @Test
    void readinessNamesTheServiceThatIsDown() {
        Map<String, TcpProxy> services = Map.of("broker", api.broker, "redis", api.redis, "database", api.database);
        services.forEach((name, service) -> {
            awaitReady();
            service.cut();
            Answer unready = api.get(READY).hasStatus(503).revealsNothing();
            assertThat(unready.at("/status")).isEqualTo("unready");
            services.keySet()
                    .forEach(other -> assertThat(unready.at("/checks/" + other + "/status"))
                            .as(other)
                            .isEqualTo(other.equals(name) ? "down" : "up"));
            service.restore();
        });
        awaitReady();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "redis", "database"})
    void aServiceThatDoesNotAnswerIsDownSoon(String service) {
        awaitReady();
        Map.of("broker", api.broker, "redis", api.redis, "database", api.database)
                .get(service)
                .swallowAnswers();

        assertThat(api.get(READY).hasStatus(503).at("/checks/" + service + "/status"))
                .isEqualTo("down");
    }

    /** It answers all the same. */
    @ParameterizedTest
    @CsvSource({
        "OOM, CONFIG SET maxmemory 1, CONFIG SET maxmemory 1gb",
        "READONLY, REPLICAOF 127.0.0.1 1, REPLICAOF NO ONE",
        "NOREPLICAS, CONFIG SET min-replicas-to-write 1, CONFIG SET min-replicas-to-write 0"
    })
    void aRedisThatRefusesWritesIsSaidToDoSo(String refusal, String begin, String end) {
        awaitReady();
        api.services.redis(begin);
        try {
            Answer unready = api.get(READY).hasStatus(503).revealsNothing();

            assertThat(unready.at("/checks/redis/status")).isEqualTo("down");
            assertThat(unready.at("/checks/redis/detail")).isEqualTo("refuses writes: " + refusal);
            assertThat(unready.at("/checks/database/status")).isEqualTo("up");
        } finally {
            api.services.redis(end);
        }
        awaitReady();
    }

    /** PostgreSQL leaves 97 to applications by default: enough for two of them and 20 workers with four each. */
    @Test
    void connectionsToTheDatabaseAreFewHoweverManyAsk() {
        String ours = "pg_stat_activity where datname = current_database() and application_name = 'baton-api'";
        List<CompletableFuture<Answer>> many =
                Stream.generate(() -> api.getLater("/api/v1/photos")).limit(30).toList();
        long most = 0;
        while (!many.stream().allMatch(CompletableFuture::isDone)) {
            most = Math.max(most, api.count(ours));
        }

        assertThat(many).allSatisfy(one -> assertThat(one.join().status()).isEqualTo(200));
        assertThat(2 * Math.max(most, api.count(ours)) + 20 * 4).isBetween(82L, 97L);
    }

    private void awaitReady() {
        await().until(() -> api.get(READY).status() == 200);
    }

    @Test
    void prometheusFindsItsMetricsAndNothingElseIsOpen() {
        assertThat(api.get("/metrics").hasStatus(200).text()).contains("jvm_memory_used_bytes");
        for (String path : new String[] {
            "/",
            "/health",
            "/actuator",
            "/env",
            "/docs",
            "/docs/openapi.json",
            "/v3/api-docs",
            "/swagger-ui/index.html",
            "/error",
            "/api/v1/photos/",
            "/api/v2/photos"
        }) {
            api.get(path).isProblem(404, "not-found");
        }
    }

    @Test
    void springsOwnRefusalsAreProblems() {
        Answer method = api.send("DELETE", "/api/v1/photos", BodyPublishers.noBody());
        assertThat(method.isProblem(405, "method-not-allowed").header("Allow")).contains("GET");
        api.get("/api/v1/photos", "Accept", "image/png").isProblem(406, "not-acceptable");
    }

    @Test
    void tomcatsOwnRefusalsAreProblems() throws IOException {
        for (String request : new String[] {
            "GARBAGE\r\n\r\n", "GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"
        }) {
            assertThat(raw(request))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "problems/invalid-request")
                    .doesNotContain("Tomcat", "<html");
        }
    }

    @Test
    void oddPathsAreAnsweredWithProblems() throws IOException {
        for (String path : new String[] {"//", "/a;b", "/%C3%28", "/%0A", "/a%20b?c=%zz"}) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 40")
                    .contains("application/problem+json");
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
