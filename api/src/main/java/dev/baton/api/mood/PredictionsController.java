package dev.baton.api.mood;

import dev.baton.api.jobs.WaitPreference;
import dev.baton.api.security.TenantResolver;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import dev.baton.mood.checkin.CheckIns;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Predictions from check-ins, stored ones or those of the request: {@code /api/v1/predictions}. */
@RestController
@RequestMapping("/api/v1/predictions")
final class PredictionsController {
    private static final String PREFER = "Prefer";
    private static final Duration USUAL_WAIT = Duration.ofSeconds(2);

    private final CheckIns checkIns;
    private final InlineReader inline;
    private final MoodQuestions questions;
    private final TenantResolver tenants;

    PredictionsController(CheckIns checkIns, InlineReader inline, MoodQuestions questions, TenantResolver tenants) {
        this.checkIns = checkIns;
        this.inline = inline;
        this.questions = questions;
        this.tenants = tenants;
    }

    @GetMapping("/{user_id}")
    ResponseEntity<?> ofUser(
            @PathVariable("user_id") UUID user,
            @RequestParam(required = false) @Nullable String types,
            @RequestParam(name = "window_days", defaultValue = "" + PredictMood.USUAL_WINDOW) int windowDays,
            @RequestParam(name = "limit_checkins", defaultValue = "0") int limitCheckins,
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer,
            HttpServletRequest request) {
        PredictionQuery query = PredictionQuery.of(types, windowDays, limitCheckins);
        UUID tenant = tenants.tenantOf(request);
        PredictMood task = query.task(checkIns.newest(tenant, user, windowDays, limitCheckins));
        return questions.ask(MoodTasks.PREDICT, task, tenant, user, WaitPreference.of(prefer, USUAL_WAIT));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> ofRequest(
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer, HttpServletRequest request) {
        Map<String, Object> body = JsonBody.read(request);
        PredictMood task = inline.read(body);
        return questions.ask(
                MoodTasks.PREDICT, task, tenants.tenantOf(request), null, WaitPreference.of(prefer, USUAL_WAIT));
    }

    @GetMapping("/tasks/{task_id}")
    ResponseEntity<?> later(
            @PathVariable("task_id") UUID task,
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer,
            HttpServletRequest request) {
        Duration wait = WaitPreference.of(prefer, Duration.ZERO);
        return questions.follow(task.toString(), tenants.tenantOf(request), wait);
    }
}
