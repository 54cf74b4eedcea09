package dev.baton.api.jobs;

import dev.baton.api.enqueue.Job;
import dev.baton.api.enqueue.JobLedger;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.api.security.TenantResolver;
import dev.baton.client.Tasks;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Jobs")
final class JobsController {
    private final JobLedger ledger;
    private final JobReader reader;
    private final Tasks tasks;
    private final TenantResolver tenants;
    private final Clock clock;

    JobsController(JobLedger ledger, JobReader reader, Tasks tasks, TenantResolver tenants, Clock clock) {
        this.ledger = ledger;
        this.reader = reader;
        this.tasks = tasks;
        this.tenants = tenants;
        this.clock = clock;
    }

    /**
     * Shows a job. Its results come in the order of the upload; one that failed or was cancelled has an error.
     *
     * @param id the job's, from the upload or the search
     * @param wait how many seconds to wait for the job's end, 0 to 60
     * @return the job as it is now
     */
    @GetMapping("/api/v1/jobs/{id}")
    @Refuses({ProblemType.JOB_NOT_FOUND, ProblemType.JOB_EXPIRED, ProblemType.RESULTS_EXPIRED})
    ResponseEntity<JobBody> getJob(
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

    /**
     * Cancels a job. Tasks that wait never run, those that run have no effect; what the others found stays.
     *
     * @param id the job's, from the upload or the search
     * @return the job as it is now
     */
    @DeleteMapping("/api/v1/jobs/{id}")
    @Refuses({ProblemType.JOB_NOT_FOUND, ProblemType.JOB_EXPIRED, ProblemType.RESULTS_EXPIRED})
    JobBody cancelJob(@PathVariable UUID id, HttpServletRequest request) {
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
