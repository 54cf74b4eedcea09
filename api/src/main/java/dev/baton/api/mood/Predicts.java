package dev.baton.api.mood;

import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks what a worker is asked for, which may take longer than the client waits, or fail. */
@ApiResponse(
        responseCode = "202",
        description = "where the prediction will be found",
        content = @Content(schema = @Schema(implementation = MoodAnswers.Pending.class)))
@Refuses({
    ProblemType.INVALID_FEATURES,
    ProblemType.PREDICTION_FAILED,
    ProblemType.PREDICTION_TIMEOUT,
    ProblemType.QUEUE_UNAVAILABLE
})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Predicts {}
