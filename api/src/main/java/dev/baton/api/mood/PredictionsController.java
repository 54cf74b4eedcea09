package dev.baton.api.mood;

import dev.baton.api.body.JsonBody;
import dev.baton.api.jobs.WaitPreference;
import dev.baton.api.limit.RateLimited;
import dev.baton.api.limit.Route;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.api.security.TenantResolver;
import dev.baton.mood.MoodTasks;
import dev.baton.mood.PredictMood;
import dev.baton.mood.PredictionType;
import dev.baton.mood.checkin.CheckIns;
import dev.baton.task.TaskType;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Predictions")
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

    /**
     * Predicts from the stored check-ins of a user. Each field counts as it was told last within the window, and by its mean and spread
     * there. The answer is 202 where the inference takes longer than the client waits.
     *
     * @param user whose check-ins
     * @param types what to predict, separated by commas; all unless it is given
     * @param windowDays how many days count, back from the newest check-in: 1 to 30
     * @param limitCheckins how many single check-ins to predict from as well, 0 to 10
     * @param prefer how long to wait: wait=5 for 5 seconds, respond-async for none
     * @return the predictions
     */
    @GetMapping("/{user_id}")
    @RateLimited(Route.PREDICTIONS)
    @Predicts
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MoodAnswers.OfUser.class)))
    ResponseEntity<Map<String, Object>> predict(
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

    /**
     * Predicts the state that a user is likely to be in. It is the prediction of mood_state by itself, from the usual window.
     *
     * @param user whose check-ins
     * @param prefer how long to wait: wait=5 for 5 seconds, respond-async for none
     * @return the prediction
     */
    @GetMapping("/{user_id}/of-the-day")
    @RateLimited(Route.PREDICTIONS)
    @Predicts
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MoodAnswers.OfTheDay.class)))
    ResponseEntity<Map<String, Object>> predictStateOfTheDay(
            @PathVariable("user_id") UUID user,
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer,
            HttpServletRequest request) {
        ResponseEntity<Map<String, Object>> answer =
                predict(user, PredictionType.MOOD_STATE.wireName(), PredictMood.USUAL_WINDOW, 0, prefer, request);
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

    /**
     * Predicts from check-ins that come with the request. Nothing of them is stored.
     *
     * @param prefer how long to wait: wait=5 for 5 seconds, respond-async for none
     * @return the predictions
     */
    @RateLimited(Route.PREDICTIONS)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Predicts
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = MoodBodies.PREDICTIONS)))
    @Refuses(ProblemType.INVALID_CHECK_IN)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = MoodAnswers.OfUser.class)))
    ResponseEntity<Map<String, Object>> predictFromRequest(
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer, HttpServletRequest request) {
        return ask(MoodTasks.PREDICT, inline.read(JsonBody.read(request)), prefer, request);
    }

    /**
     * Predicts depression, hypomania and mania of the day after. Give times asleep or features computed from them, and activity if there
     * is any.
     *
     * @param prefer how long to wait: wait=5 for 5 seconds, respond-async for none
     * @return the risks, and the members of the ensemble that they come from
     */
    @RateLimited(Route.ENSEMBLE)
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = MoodBodies.ENSEMBLE)))
    @PostMapping(path = "/ensemble", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Predicts
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MoodAnswers.OfEnsemble.class)))
    ResponseEntity<Map<String, Object>> predictEpisodes(
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer, HttpServletRequest request) {
        return ask(MoodTasks.ENSEMBLE, ensembles.read(JsonBody.read(request)), prefer, request);
    }

    /** Asks of nobody whose check-ins are kept. */
    private <I extends Record> ResponseEntity<Map<String, Object>> ask(
            TaskType<I, ?> type, I input, @Nullable String prefer, HttpServletRequest request) {
        return questions.ask(type, input, tenants.tenantOf(request), null, WaitPreference.of(prefer, USUAL_WAIT));
    }

    /**
     * Shows a prediction that was answered with 202. The answer has the form that the first request would have had.
     *
     * @param task from the answer 202
     * @param prefer how long to wait: wait=5 for 5 seconds; none unless it is given
     * @return the prediction
     */
    @GetMapping("/tasks/{task_id}")
    @Predicts
    @Refuses({ProblemType.PREDICTION_NOT_FOUND, ProblemType.RESULTS_EXPIRED})
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(anyOf = {MoodAnswers.OfUser.class, MoodAnswers.OfEnsemble.class})))
    ResponseEntity<Map<String, Object>> getPrediction(
            @PathVariable("task_id") UUID task,
            @RequestHeader(name = PREFER, required = false) @Nullable String prefer,
            HttpServletRequest request) {
        Duration wait = WaitPreference.of(prefer, Duration.ZERO);
        return questions.follow(task.toString(), tenants.tenantOf(request), wait);
    }
}
