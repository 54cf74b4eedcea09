package dev.baton.api.search;

import dev.baton.api.enqueue.Enqueuer;
import dev.baton.api.enqueue.Job;
import dev.baton.api.jobs.JobProgress;
import dev.baton.api.jobs.JobReader;
import dev.baton.api.jobs.WaitParameter;
import dev.baton.api.limit.RateLimited;
import dev.baton.api.limit.Route;
import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.api.security.TenantResolver;
import dev.baton.api.upload.PhotoForm;
import dev.baton.api.upload.PhotoIntake;
import dev.baton.internal.celery.Json;
import dev.baton.photo.FaceMatches;
import dev.baton.photo.PhotoAnalysis;
import dev.baton.photo.SearchFace;
import dev.baton.task.TaskFailure;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Finds the photos of the person on a selfie: {@code POST /api/v1/faces/search}. */
@RestController
@Tag(name = "Faces")
final class FaceSearchController {
    private static final Set<String> OPTIONS = Set.of("event_id", "all_events", "threshold", "top_k", "wait");
    // The type of the worker's refusal of a selfie without a face.
    private static final String NO_FACE = "NoFace";

    private final PhotoIntake intake;
    private final Enqueuer enqueuer;
    private final JobReader reader;
    private final TenantResolver tenants;

    FaceSearchController(PhotoIntake intake, Enqueuer enqueuer, JobReader reader, TenantResolver tenants) {
        this.intake = intake;
        this.enqueuer = enqueuer;
        this.reader = reader;
        this.tenants = tenants;
    }

    /**
     * Searches for the photos of a person. The form has a selfie, and an event or all_events. The answer is 202 with a job when the search
     * takes longer than the client waits.
     *
     * @param files one selfie: JPEG, PNG or WebP
     * @param eventId the event whose photos are searched
     * @param allEvents true to search the photos of all events
     * @param threshold the least similarity of a match, -1 to 1; the model's own unless it is given
     * @param topK the most matches, 1 to 100
     * @param wait how many seconds to wait for the end, 0 to 60
     * @return the photos that match, the most similar first
     */
    // Each is a field of the form, by its name.
    @SuppressWarnings("checkstyle:ParameterNumber")
    @RateLimited(Route.SEARCHES)
    @PostMapping(path = "/api/v1/faces/search", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = FaceSearchBody.class)))
    @ApiResponse(
            responseCode = "202",
            description = "the job to poll",
            content = @Content(schema = @Schema(implementation = PendingSearch.class)))
    @Refuses({
        ProblemType.TASK_REVOKED,
        ProblemType.NO_FACE,
        ProblemType.SELFIE_REFUSED,
        ProblemType.SEARCH_FAILED,
        ProblemType.SEARCH_UNAVAILABLE,
        ProblemType.QUEUE_UNAVAILABLE
    })
    ResponseEntity<?> searchFaces(
            @RequestPart("file") List<MultipartFile> files,
            @RequestParam(name = "event_id", required = false) @Nullable String eventId,
            @RequestParam(name = "all_events", defaultValue = "false") boolean allEvents,
            @RequestParam(name = "threshold", required = false) @Nullable Double threshold,
            @RequestParam(name = "top_k", defaultValue = "" + SearchFace.DEFAULT_TOP_K) int topK,
            @RequestParam(name = "wait", defaultValue = "20") int wait,
            MultipartHttpServletRequest form) {
        PhotoForm.requireFields(form, "file", OPTIONS);
        if (files.size() != 1) {
            throw ProblemType.TOO_MANY_FILES.because("the form has " + files.size() + " files; a search takes one");
        }
        Duration atMost = WaitParameter.of(wait);
        String event = PhotoForm.printable("event_id", eventId);
        FaceQuery query = new FaceQuery(tenants.tenantOf(form), event, allEvents, threshold, topK);
        Job job = enqueuer.enqueue(query.submission(intake.inspect(files)));
        return answer(reader.awaitEnd(job, atMost));
    }

    private static ResponseEntity<?> answer(JobProgress progress) {
        Job job = progress.job();
        if (!progress.hasEnded()) {
            return ResponseEntity.accepted()
                    .location(URI.create(job.url()))
                    .header(HttpHeaders.RETRY_AFTER, "1")
                    .body(PendingSearch.of(job));
        }
        TaskSnapshot end = progress.of(job.items().get(0)).orElseThrow();
        if (end.state() == TaskState.REVOKED) {
            throw ProblemType.TASK_REVOKED.because("the search was cancelled before it had ended");
        }
        if (end.result() == null) {
            throw failed(end.failure());
        }
        FaceMatches matches = Json.convert(end.result(), FaceMatches.class);
        if (!matches.unavailable().isEmpty()) {
            PhotoAnalysis.Unavailable missing = matches.unavailable().get(0);
            throw ProblemType.SEARCH_UNAVAILABLE.because(
                    missing.reason() + "; an operator installs one: " + missing.install());
        }
        return ResponseEntity.ok(FaceSearchBody.of(job.id(), matches));
    }

    private static ProblemException failed(@Nullable TaskFailure failure) {
        if (failure == null || !failure.isRefusal()) {
            return ProblemType.SEARCH_FAILED.because("the search was not completed; operators find why under its id");
        }
        return (failure.type().equals(NO_FACE) ? ProblemType.NO_FACE : ProblemType.SELFIE_REFUSED)
                .because(failure.message());
    }
}
