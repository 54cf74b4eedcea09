package dev.baton.api.search;

import dev.baton.api.enqueue.JobLedger;
import dev.baton.api.paging.PageParameters;
import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.api.security.TenantResolver;
import dev.baton.api.upload.PhotoForm;
import dev.baton.gallery.Gallery;
import dev.baton.gallery.Gallery.PhotoQuery;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Analysed photos: {@code GET /api/v1/photos}. */
@RestController
@Tag(name = "Photos")
final class PhotosController {
    private final Gallery gallery;
    private final JobLedger ledger;
    private final TenantResolver tenants;

    PhotosController(Gallery gallery, JobLedger ledger, TenantResolver tenants) {
        this.gallery = gallery;
        this.ledger = ledger;
        this.tenants = tenants;
    }

    /**
     * Lists analysed photos. The newest come first; a bib is matched as it was read, in upper or lower case.
     *
     * @param bib a race number that is in the photo
     * @param eventId the event that the photos were uploaded for
     * @param limit how many, 1 to 200
     * @param offset how many to leave out before them
     * @return a part of the list, and how long the list is
     */
    @GetMapping("/api/v1/photos")
    PhotoPage listPhotos(
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

    /**
     * Shows a photo. Tells what was found in it; boxes and landmarks are in pixels of the upright photo.
     *
     * @param id the photo's, from its upload
     * @return the photo and its analysis
     */
    @GetMapping("/api/v1/photos/{id}")
    @Refuses({ProblemType.PHOTO_NOT_FOUND, ProblemType.PHOTO_NOT_ANALYSED})
    PhotoBody getPhoto(@PathVariable UUID id, HttpServletRequest request) {
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
