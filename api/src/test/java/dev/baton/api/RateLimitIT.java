package dev.baton.api;

import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
class RateLimitIT {
    private static final int ALLOWED = 10;

    @TempDir
    private static Path folder;

    private static ApiFixture api;

    @BeforeAll
    static void start() {
        api = new ApiFixture(
                folder,
                Map.of(
                        "baton.rate-limits.ensemble",
                        ALLOWED + "/m",
                        "baton.rate-limits.check-ins",
                        "2/2s",
                        "baton.rate-limits.uploads",
                        "1/m"),
                fixture -> {});
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            api.close();
        }
    }

    @BeforeEach
    void nothingIsCountedYet() {
        api.reset();
        Patience.await()
                .ignoreExceptions()
                .until(() -> api.bean(RedissonClient.class).getKeys().deleteByPattern("baton-rate-*") >= 0);
    }

    /** Asks in vain, since no features are given: what is refused for another reason counts as well. */
    private static CompletableFuture<Answer> ask() {
        return api.postJsonLater("/api/v1/predictions/ensemble", "{}");
    }

    private static Answer checkIn() {
        return api.postJson("/api/v1/check-ins", "{}");
    }

    @Test
    void theEleventhInAMinuteIsRefusedAndToldWhen() {
        for (int left = ALLOWED - 1; left >= 0; left--) {
            Answer served = ask().join().isProblem(422, "invalid-features");
            assertThat(served.header("RateLimit-Limit")).isEqualTo("10");
            assertThat(served.header("RateLimit-Remaining")).isEqualTo(String.valueOf(left));
            assertThat(served.header("RateLimit-Policy")).isEqualTo("10;w=60");
        }

        Answer refused = ask().join().isProblem(429, "too-many-requests");

        assertThat(refused.at("/detail")).startsWith("ensemble: at most 10 requests in 60 s are allowed");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("RateLimit-Reset")).isEqualTo(refused.header("Retry-After"));
        assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
    }

    @Test
    void manyAtOnceAreCountedOneByOne() {
        List<CompletableFuture<Answer>> all =
                Stream.generate(RateLimitIT::ask).limit(3 * ALLOWED).toList();

        assertThat(all.stream().filter(one -> one.join().status() == 429)).hasSize(2 * ALLOWED);
    }

    @Test
    void routesAreCountedApartAndAllowedAgainInTime() {
        Stream.generate(RateLimitIT::ask).limit(ALLOWED + 1).forEach(CompletableFuture::join);

        assertThat(checkIn().status()).isEqualTo(422);
        assertThat(checkIn().status()).isEqualTo(422);
        checkIn().isProblem(429, "too-many-requests");
        Patience.await().until(() -> checkIn().status() == 422);
        assertThat(api.get("/api/v1/health").response().headers().firstValue("RateLimit-Limit"))
                .isEmpty();
    }

    @Test
    void whatIsRefusedIsNotTakenIn() {
        MultipartBody form = new MultipartBody().photo("a.png", new byte[10]);
        api.post("/api/v1/photos", form).isProblem(415, "unsupported-format");

        // Whoever read this one would find that it is no form.
        api.send("POST", "/api/v1/photos", BodyPublishers.ofString("x"), "Content-Type", "multipart/form-data")
                .isProblem(429, "too-many-requests");
    }

    @Test
    void withoutRedisNobodyIsRefused() {
        api.redis.cut();
        for (int request = 0; request <= ALLOWED; request++) {
            ask().join().isProblem(422, "invalid-features");
        }
        api.redis.restore();

        Patience.await()
                .until(() -> ask().join()
                        .response()
                        .headers()
                        .firstValue("RateLimit-Limit")
                        .isPresent());
    }
}
