package dev.baton.api.mood;

import dev.baton.api.body.JsonBody;
import dev.baton.api.jobs.WaitPreference;
import dev.baton.api.limit.RateLimited;
import dev.baton.api.limit.Route;
import dev.baton.api.security.TenantResolver;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckIns;
import dev.baton.task.TaskType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final EnsembleReader ensembles;
    private final MoodQuestions questions;
    private final TenantResolver tenants;

    PredictionsController(
            CheckIns checkIns,
            InlineReader inline,
            EnsembleReader ensembles,
            MoodQuestions questions,
            TenantResolver tenants) {
        this.checkIns = checkIns;
        this.inline = inline;
        this.ensembles = ensembles;
        this.questions = questions;
        this.tenants = tenants;
    }

    @GetMapping("/{user_id}")
    @RateLimited(Route.PREDICTIONS)
    ResponseEntity<Map<String, Object>> ofUser(
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

    /** The state that a user is likely to be in, by itself. */
    @GetMapping("/{user_id}/of-the-day")
    @RateLimited(Route.PREDICTIONS)
    ResponseEntity<Map<String, Object>> ofTheDay(
            @PathVariable("user_id") UUID user,
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer,
            HttpServletRequest request) {
        ResponseEntity<Map<String, Object>> answer =
                ofUser(user, PredictionType.MOOD_STATE.wireName(), PredictMood.USUAL_WINDOW, 0, prefer, request);
        Map<String, Object> body = answer.getBody();
        if (body == null || !(body.get("predictions") instanceof List<?> all)) {
            return answer;
        }
        Map<String, Object> one = new LinkedHashMap<>(body);
        one.remove("predictions");
        if (all.get(0) instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> one.put(String.valueOf(name), value));
        }
        return ResponseEntity.ok(one);
    }

    @RateLimited(Route.PREDICTIONS)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> ofRequest(
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer, HttpServletRequest request) {
        return ask(MoodTasks.PREDICT, inline.read(JsonBody.read(request)), prefer, request);
    }

    @RateLimited(Route.ENSEMBLE)
    @PostMapping(path = "/ensemble", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> ensemble(
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer, HttpServletRequest request) {
        return ask(MoodTasks.ENSEMBLE, ensembles.read(JsonBody.read(request)), prefer, request);
    }

    /** Asks of nobody whose check-ins are kept. */
    private <I extends Record> ResponseEntity<Map<String, Object>> ask(
            TaskType<I, ?> type, I input, @Nullable String prefer, HttpServletRequest request) {
        return questions.ask(type, input, tenants.tenantOf(request), null, WaitPreference.of(prefer, USUAL_WAIT));
    }

    @GetMapping("/tasks/{task_id}")
    ResponseEntity<Map<String, Object>> later(
            @PathVariable("task_id") UUID task,
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer,
            HttpServletRequest request) {
        Duration wait = WaitPreference.of(prefer, Duration.ZERO);
        return questions.follow(task.toString(), tenants.tenantOf(request), wait);
    }
}
