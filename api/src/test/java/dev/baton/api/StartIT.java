package dev.baton.api;

import dev.baton.testing.FreshServices;
import dev.baton.testing.JavaProgram;
import dev.baton.testing.Pictures;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static dev.baton.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

/** The API starts in any order with its services, and documents itself to developers. */
@RequiresServices
class StartIT {
    @Test
    void theApiStartsWithoutServicesAndUsesThemWhenTheyCome(@TempDir Path folder) {
        try (ApiFixture api = new ApiFixture(folder, Map.of("spring.profiles.active", "dev"), StartIT::takeAway)) {
            assertThat(api.get("/api/v1/health/ready").hasStatus(503).at("/checks/database/status"))
                    .isEqualTo("up");
            upload(api).isProblem(503, "queue-unavailable");

            api.broker.restore();
            api.redis.restore();

            await().until(() -> upload(api).status() == 202);
            await().until(() -> api.get("/api/v1/health/ready").status() == 200);
            documentsItself(api);
        }
    }

    @Test
    void toldToStopWhileItWaitsForTheDatabaseItEndsAtOnce() {
        try (FreshServices services = new FreshServices();
                TcpProxy database = new TcpProxy(Service.POSTGRESQL.port())) {
            database.cut();
            Map<String, String> properties = services.properties();
            properties.put("server.port", "0");
            properties.computeIfPresent(
                    "spring.datasource.url",
                    (name, url) -> url.replace(":" + Service.POSTGRESQL.port(), ":" + database.port()));
            try (JavaProgram starting = JavaProgram.start(BatonApi.class, properties)) {
                await().until(() -> Files.readString(starting.log().toPath()).contains("Connection error"));
                long asked = System.nanoTime();

                assertThat(starting.terminate()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(8));
            }
        }
    }

    private static void takeAway(ApiFixture api) {
        api.broker.cut();
        api.redis.cut();
        api.database.cut();
        CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS).execute(api.database::restore);
    }

    private static void documentsItself(ApiFixture api) {
        Answer description = api.get("/docs/openapi.json").hasStatus(200);
        assertThat(description.json().at("/paths").propertyNames())
                .contains("/api/v1/photos", "/api/v1/jobs/{id}", "/api/v1/faces/search", "/api/v1/health/ready");
        JsonNode posted = description.json().at("/paths/~1api~1v1~1check-ins/post");
        JsonNode hours =
                description.json().at("/components/schemas/NewCheckIn/properties/sleep_data/properties/hoursSlept");
        assertThat(hours.at("/maximum").asInt()).isEqualTo(24);
        assertThat(posted.at("/responses/default/content/application~1problem+json")
                        .isMissingNode())
                .isFalse();
        assertThat(description
                        .json()
                        .at("/components/schemas/CheckIn/properties")
                        .propertyNames())
                .contains("checkin_date");
        assertThat(api.get("/docs").status()).isIn(200, 302);
        assertThat(api.get("/swagger-ui/index.html").hasStatus(200).text()).contains("Swagger UI");
    }

    private static Answer upload(ApiFixture api) {
        return api.post("/api/v1/photos", new MultipartBody().photo("a.png", Pictures.png(64, 48)));
    }
}
