package dev.baton.api.mood;

import dev.baton.api.jobs.TaskResults;
import dev.baton.api.mood.PredictionTasks.Kept;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.api.security.HashedUser;
import dev.baton.api.security.TenantResolver;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckIns;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** All that is kept of a user, to be taken away or erased: {@code /api/v1/users/{user_id}}. */
@RestController
@Tag(name = "Users")
final class UserDataController {
    private static final Logger log = LoggerFactory.getLogger(UserDataController.class);

    private final CheckIns checkIns;
    private final PredictionTasks predictions;
    private final TaskResults results;
    private final TenantResolver tenants;
    private final Clock clock;

    UserDataController(
            CheckIns checkIns, PredictionTasks predictions, TaskResults results, TenantResolver tenants, Clock clock) {
        this.checkIns = checkIns;
        this.predictions = predictions;
        this.results = results;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Exports all that is kept of a user. These are check-ins, and predictions that were answered with 202.
     *
     * @param user whose data
     * @return the data
     */
    @GetMapping("/api/v1/users/{user_id}/export")
    Export exportUser(@PathVariable("user_id") UUID user, HttpServletRequest request) {
        UUID tenant = tenants.tenantOf(request);
        List<CheckIn> all = checkIns.all(tenant, user);
        List<Kept> kept = predictions.of(tenant, user);
        Map<TaskId, TaskSnapshot> known =
                results.read(kept.stream().map(Kept::task).toList());
        log.info("{} check-ins of {} exported", all.size(), HashedUser.of(user));
        return new Export(
                user,
                clock.instant(),
                all,
                kept.stream()
                        .map(one -> Predicted.of(one, known.get(one.task())))
                        .toList());
    }

    /**
     * Erases all that is kept of a user. Predictions that are under way are ended, with their messages. It may be repeated: erasing what is
     * not there is no fault.
     *
     * @param user whose data
     * @return how much was erased
     */
    @DeleteMapping("/api/v1/users/{user_id}")
    @Refuses({ProblemType.QUEUE_UNAVAILABLE, ProblemType.RESULTS_UNAVAILABLE})
    Erased eraseUser(@PathVariable("user_id") UUID user, HttpServletRequest request) {
        UUID tenant = tenants.tenantOf(request);
        // First what only these rows lead to: if it fails, the client repeats all.
        predictions.forgetResults(tenant, user);
        int erased = checkIns.erase(tenant, user);
        log.info("{} check-ins of {} erased", erased, HashedUser.of(user));
        return new Erased(erased);
    }

    record Export(UUID userId, Instant exportedAt, List<CheckIn> checkIns, List<Predicted> predictions) {}

    /**
     * A prediction that its client was to come back for.
     *
     * @param result nothing where it has not ended, or is no longer kept
     */
    record Predicted(
            String taskId, Instant askedAt, @Nullable Object result) {
        static Predicted of(Kept kept, @Nullable TaskSnapshot known) {
            return new Predicted(kept.task().value(), kept.askedAt(), known == null ? null : known.result());
        }
    }

    record Erased(int checkIns) {}
}
