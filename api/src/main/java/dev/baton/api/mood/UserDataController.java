package dev.baton.api.mood;

import dev.baton.api.security.HashedUser;
import dev.baton.api.security.TenantResolver;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckIns;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
    private final TenantResolver tenants;
    private final Clock clock;

    UserDataController(CheckIns checkIns, PredictionTasks predictions, TenantResolver tenants, Clock clock) {
        this.checkIns = checkIns;
        this.predictions = predictions;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GetMapping("/api/v1/users/{user_id}/export")
    Export export(@PathVariable("user_id") UUID user, HttpServletRequest request) {
        List<CheckIn> all = checkIns.all(tenants.tenantOf(request), user);
        log.info("{} check-ins of {} exported", all.size(), HashedUser.of(user));
        return new Export(user, clock.instant(), all);
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

    record Export(UUID userId, Instant exportedAt, List<CheckIn> checkIns) {}

    record Erased(int checkIns) {}
}
