package dev.baton.api.search;

import dev.baton.api.enqueue.JobLedger;
import dev.baton.api.paging.PageParameters;
import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.security.TenantResolver;
import dev.baton.api.upload.PhotoForm;
import dev.baton.gallery.Gallery;
import dev.baton.gallery.Gallery.PhotoQuery;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Analysed photos: {@code GET /api/v1/photos}. */
@RestController
final class PhotosController {
    private final Gallery gallery;
    private final JobLedger ledger;
    private final TenantResolver tenants;

    PhotosController(Gallery gallery, JobLedger ledger, TenantResolver tenants) {
        this.gallery = gallery;
        this.ledger = ledger;
        this.tenants = tenants;
    }

    @GetMapping("/api/v1/photos")
    PhotoPage photos(
            @RequestParam(required = false) @Nullable String bib,
            @RequestParam(name = "event_id", required = false) @Nullable String eventId,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset,
            HttpServletRequest request) {
        PageParameters.require(limit, offset);
        UUID tenant = tenants.tenantOf(request);
        PhotoQuery query = new PhotoQuery(
                PhotoForm.printable("bib", bib), PhotoForm.printable("event_id", eventId), limit, offset);
        return new PhotoPage(
                gallery.list(tenant, query).stream().map(PhotoBody::of).toList(),
                gallery.count(tenant, query),
                limit,
                offset);
    }

    @GetMapping("/api/v1/photos/{id}")
    PhotoBody photo(@PathVariable UUID id, HttpServletRequest request) {
        UUID tenant = tenants.tenantOf(request);
        return gallery.find(tenant, id).map(PhotoBody::of).orElseThrow(() -> missing(tenant, id));
    }

    private ProblemException missing(UUID tenant, UUID photo) {
        return ledger.findByPhoto(tenant, photo)
                .map(job -> ProblemType.PHOTO_NOT_ANALYSED
                        .because("the photo " + photo + " was uploaded, but no analysis of it has succeeded yet;"
                                + " its job tells more")
                        .with("job_id", job.id())
                        .with("poll_url", job.url()))
                .orElseGet(() -> ProblemType.PHOTO_NOT_FOUND.because("there is no photo " + photo));
    }
}
