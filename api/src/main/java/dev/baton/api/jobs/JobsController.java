package dev.baton.api.jobs;

import dev.baton.api.enqueue.Job;
import dev.baton.api.enqueue.JobLedger;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.security.TenantResolver;
import dev.baton.control.RevokeTasks;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells what has become of a job, {@code GET /api/v1/jobs/{id}}, and ends it, {@code DELETE}. */
@RestController
final class JobsController {
    private final JobLedger ledger;
    private final JobReader reader;
    private final RevokeTasks tasks;
    private final TenantResolver tenants;
    private final Clock clock;

    JobsController(JobLedger ledger, JobReader reader, RevokeTasks tasks, TenantResolver tenants, Clock clock) {
        this.ledger = ledger;
        this.reader = reader;
        this.tasks = tasks;
        this.tenants = tenants;
        this.clock = clock;
    }

    @GetMapping("/api/v1/jobs/{id}")
    ResponseEntity<JobBody> job(
            @PathVariable UUID id,
            @RequestParam(name = "wait", defaultValue = "0") int wait,
            HttpServletRequest request) {
        Duration atMost = WaitParameter.of(wait);
        Job job = find(id, request);
        JobProgress progress = reader.awaitEnd(job, atMost);
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        if (!progress.hasEnded()) {
            response.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return response.body(JobBody.of(progress));
    }

    /** Revokes the tasks of the job that have not ended; what the others found stays. */
    @DeleteMapping("/api/v1/jobs/{id}")
    JobBody revoke(@PathVariable UUID id, HttpServletRequest request) {
        Job job = find(id, request);
        tasks.revoke(job.taskIds());
        return JobBody.of(reader.awaitEnd(job, Duration.ZERO));
    }

    private Job find(UUID id, HttpServletRequest request) {
        Job job = ledger.find(tenants.tenantOf(request), id)
                .orElseThrow(() -> ProblemType.JOB_NOT_FOUND.because("there is no job " + id));
        if (clock.instant().isAfter(job.expiresAt())) {
            throw ProblemType.JOB_EXPIRED.because("the job " + id + " expired at " + job.expiresAt());
        }
        return job;
    }
}
