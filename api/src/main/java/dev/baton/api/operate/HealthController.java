package dev.baton.api.operate;

import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Liveness, which touches nothing, and readiness, which asks every service that the API depends on. */
@RestController
@RequestMapping("/api/v1/health")
final class HealthController {
    private final String version;
    private final Readiness readiness;

    HealthController(@Value("${spring.application.version}") String version, Readiness readiness) {
        this.version = version;
        this.readiness = readiness;
    }

    @GetMapping
    Map<String, String> alive() {
        return Map.of("status", "alive", "version", version);
    }

    @GetMapping("/ready")
    ResponseEntity<ReadinessReport> ready() {
        ReadinessReport report = readiness.report();
        return ResponseEntity.status(report.isReady() ? 200 : 503).body(report);
    }
}
