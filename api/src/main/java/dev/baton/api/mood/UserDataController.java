package dev.baton.api.mood;

import dev.baton.api.jobs.TaskResults;
import dev.baton.api.mood.PredictionTasks.Kept;
import dev.baton.api.security.HashedUser;
import dev.baton.api.security.TenantResolver;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckIns;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
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

    @GetMapping("/api/v1/users/{user_id}/export")
    Export export(@PathVariable("user_id") UUID user, HttpServletRequest request) {
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

    /** Erasing what is not there is no fault: it may be repeated. */
    @DeleteMapping("/api/v1/users/{user_id}")
    Erased erase(@PathVariable("user_id") UUID user, HttpServletRequest request) {
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
