package dev.baton.api.upload;

import dev.baton.api.enqueue.Enqueuer;
import dev.baton.api.enqueue.Job;
import dev.baton.api.enqueue.JobKind;
import dev.baton.api.enqueue.Submission;
import dev.baton.api.limit.RateLimited;
import dev.baton.api.limit.Route;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.api.security.TenantResolver;
import dev.baton.photo.AnalyzePhoto;
import dev.baton.photo.PhotoTasks;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Takes photos in: {@code POST /api/v1/photos}. */
@RestController
@Tag(name = "Photos")
final class UploadController {
    private static final Set<String> OPTIONS = Set.of("event_id", "analyses");

    private final PhotoIntake intake;
    private final Enqueuer enqueuer;
    private final TenantResolver tenants;
    private final UploadSettings settings;

    UploadController(PhotoIntake intake, Enqueuer enqueuer, TenantResolver tenants, UploadSettings settings) {
        this.intake = intake;
        this.enqueuer = enqueuer;
        this.tenants = tenants;
        this.settings = settings;
    }

    /**
     * Uploads photos and has them analysed. All are taken or none; after a 503 nothing of the request is left. The answer names the job to
     * poll.
     *
     * @param files 1 to 20 photos: JPEG, PNG or WebP
     * @param eventId the event that the photos belong to
     * @param analyses some of blur, faces and bibs, separated by commas; all unless it is given
     * @param idempotencyKey a text of the client's choice; a request that is repeated with it gets the first answer again
     * @return the job that analyses the photos
     */
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RateLimited(Route.UPLOADS)
    @Refuses({
        ProblemType.UNACCEPTABLE_PHOTOS,
        ProblemType.IDEMPOTENCY_KEY_REUSED,
        ProblemType.QUEUE_UNAVAILABLE,
        ProblemType.REQUEST_WITHDRAWN
    })
    @PostMapping(path = "/api/v1/photos", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<AcceptedPhotos> uploadPhotos(
            @RequestPart("files") List<MultipartFile> files,
            @RequestParam(name = "event_id", required = false) @Nullable String eventId,
            @RequestParam(required = false) @Nullable String analyses,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            MultipartHttpServletRequest form) {
        PhotoForm.requireFields(form, "files", OPTIONS);
        requireAllowed(files.size());
        UUID tenant = tenants.tenantOf(form);
        String event = PhotoForm.printable("event_id", eventId);
        List<String> wanted = PhotoForm.analyses(analyses);
        Job job = enqueuer.enqueue(new Submission<>(
                tenant,
                JobKind.PHOTOS,
                PhotoForm.printable("Idempotency-Key", idempotencyKey),
                event,
                wanted,
                intake.inspect(files),
                item -> PhotoTasks.ANALYZE
                        .with(new AnalyzePhoto(item.ref(), wanted, item.photoId(), tenant, event, item.fileName()))
                        .id(item.taskId())));
        return ResponseEntity.accepted()
                .location(URI.create(job.url()))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(AcceptedPhotos.of(job));
    }

    private void requireAllowed(int files) {
        if (files > settings.maxFiles()) {
            throw ProblemType.TOO_MANY_FILES.because(
                    "the form has " + files + " files; 1 to " + settings.maxFiles() + " are allowed in one request");
        }
    }
}
