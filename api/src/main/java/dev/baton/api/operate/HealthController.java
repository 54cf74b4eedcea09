package dev.baton.api.operate;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Liveness, which touches nothing, and readiness, which asks every service that the API depends on. */
@RestController
@Tag(name = "Health")
@RequestMapping("/api/v1/health")
final class HealthController {
    private final String version;
    private final Readiness readiness;

    HealthController(@Value("${spring.application.version}") String version, Readiness readiness) {
        this.version = version;
        this.readiness = readiness;
    }

    /**
     * Tells that the API is alive. It asks no other service.
     *
     * @return the status and the version
     */
    @GetMapping
    Alive getLiveness() {
        return new Alive("alive", version);
    }

    /**
     * Tells whether the API is ready. It is when broker, Redis and database answer within 2 seconds.
     *
     * @return what each service answered
     */
    @GetMapping("/ready")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReadinessReport.class)))
    @ApiResponse(
            responseCode = "503",
            description = "a service does not answer",
            content = @Content(schema = @Schema(implementation = ReadinessReport.class)))
    ResponseEntity<ReadinessReport> getReadiness() {
        ReadinessReport report = readiness.report();
        return ResponseEntity.status(report.isReady() ? 200 : 503).body(report);
    }

    record Alive(String status, String version) {}
}
