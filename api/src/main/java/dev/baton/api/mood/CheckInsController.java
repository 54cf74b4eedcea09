package dev.baton.api.mood;

import dev.baton.api.body.Faults;
import dev.baton.api.body.JsonBody;
import dev.baton.api.limit.RateLimited;
import dev.baton.api.limit.Route;
import dev.baton.api.paging.PageParameters;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.api.security.HashedUser;
import dev.baton.api.security.TenantResolver;
import dev.baton.mood.checkin.CheckIn;
import dev.baton.mood.checkin.CheckIns;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Check-ins: {@code /api/v1/check-ins}. */
@RestController
@Tag(name = "Check-ins")
@RequestMapping("/api/v1/check-ins")
final class CheckInsController {
    private static final Logger log = LoggerFactory.getLogger(CheckInsController.class);
    private static final String USER = "user_id";

    private final CheckIns checkIns;
    private final CheckInReader reader;
    private final TenantResolver tenants;

    CheckInsController(CheckIns checkIns, CheckInReader reader, TenantResolver tenants) {
        this.checkIns = checkIns;
        this.reader = reader;
        this.tenants = tenants;
    }

    /**
     * Stores a check-in. Any group or field may be absent, but not all of them. All that is wrong is named at once, in errors.
     *
     * @return the check-in as it is stored
     */
    @ResponseStatus(HttpStatus.CREATED)
    @RateLimited(Route.CHECK_INS)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @RequestBody(required = true, content = @Content(schema = @Schema(ref = MoodBodies.CHECK_IN)))
    @Refuses(ProblemType.INVALID_CHECK_IN)
    ResponseEntity<CheckIn> addCheckIn(HttpServletRequest request) {
        Map<String, Object> body = JsonBody.read(request);
        Faults faults = new Faults();
        Optional<UUID> user = CheckInReader.uuid(USER, body.get(USER), faults);
        Optional<CheckIn> checkIn = reader.read("", body, Set.of(USER), faults);
        faults.refuse(ProblemType.INVALID_CHECK_IN);
        CheckIn stored = checkIns.add(tenants.tenantOf(request), user.orElseThrow(), checkIn.orElseThrow());
        log.info("Check-in {} of {} stored", stored.id(), HashedUser.of(user.orElseThrow()));
        return ResponseEntity.created(URI.create("/api/v1/check-ins/" + stored.id()))
                .body(stored);
    }

    /**
     * Lists the check-ins of a user. Those of the latest day come first.
     *
     * @param user whose check-ins
     * @param limit how many, 1 to 200
     * @param offset how many to leave out before them
     * @return a part of the list, and how long the list is
     */
    @GetMapping
    CheckInPage listCheckIns(
            @RequestParam(USER) UUID user,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset,
            HttpServletRequest request) {
        PageParameters.require(limit, offset);
        UUID tenant = tenants.tenantOf(request);
        return new CheckInPage(checkIns.list(tenant, user, limit, offset), checkIns.count(tenant, user), limit, offset);
    }

    /**
     * Shows the latest check-in of a user. Of several of one day it is the one that was stored last.
     *
     * @param user whose check-in
     * @return the check-in
     */
    @GetMapping("/latest")
    @Refuses(ProblemType.CHECK_IN_NOT_FOUND)
    CheckIn getLatestCheckIn(@RequestParam(USER) UUID user, HttpServletRequest request) {
        return checkIns.list(tenants.tenantOf(request), user, 1, 0).stream()
                .findFirst()
                .orElseThrow(() -> ProblemType.CHECK_IN_NOT_FOUND.because("there is no check-in of this user"));
    }

    /**
     * Shows a check-in. It has the fields that were told, and no others.
     *
     * @param id the check-in's
     * @return the check-in
     */
    @GetMapping("/{id}")
    @Refuses(ProblemType.CHECK_IN_NOT_FOUND)
    CheckIn getCheckIn(@PathVariable UUID id, HttpServletRequest request) {
        return checkIns.find(tenants.tenantOf(request), id)
                .orElseThrow(() -> ProblemType.CHECK_IN_NOT_FOUND.because("there is no check-in " + id));
    }

    /**
     * Deletes a check-in. Later predictions do not count it.
     *
     * @param id the check-in's
     */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses(ProblemType.CHECK_IN_NOT_FOUND)
    void deleteCheckIn(@PathVariable UUID id, HttpServletRequest request) {
        if (!checkIns.delete(tenants.tenantOf(request), id)) {
            throw ProblemType.CHECK_IN_NOT_FOUND.because("there is no check-in " + id);
        }
    }

    /** Some check-ins of all that a user has, the newest first. */
    record CheckInPage(List<CheckIn> checkIns, long total, int limit, int offset) {}
}
