package dev.baton.api.search;

import dev.baton.api.enqueue.JobItem;
import dev.baton.api.enqueue.JobLedger;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.api.security.TenantResolver;
import dev.baton.gallery.Gallery;
import dev.baton.photo.format.PhotoFormat;
import dev.baton.photo.store.MissingPhotoException;
import dev.baton.photo.store.PhotoStore;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The bytes of a photo, from its upload on: {@code GET /api/v1/photos/{id}/content}. */
@RestController
@Tag(name = "Photos")
final class PhotoContentController {
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final Gallery gallery;
    private final JobLedger ledger;
    private final PhotoStore store;
    private final TenantResolver tenants;

    PhotoContentController(Gallery gallery, JobLedger ledger, PhotoStore store, TenantResolver tenants) {
        this.gallery = gallery;
        this.ledger = ledger;
        this.store = store;
        this.tenants = tenants;
    }

    /**
     * Downloads a photo. Its bytes are there from the upload on, whole or in parts (Range), with their SHA-256 as ETag.
     *
     * @param id the photo's, from its upload
     * @return the bytes as they were uploaded
     */
    @GetMapping("/api/v1/photos/{id}/content")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            description = "the part that was asked for",
            content = @Content(mediaType = "image/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "304", description = "the client has it already", content = @Content)
    @Refuses({ProblemType.PHOTO_NOT_FOUND, ProblemType.RANGE_NOT_SATISFIABLE, ProblemType.STORAGE_UNAVAILABLE})
    ResponseEntity<Resource> getPhotoContent(
            @PathVariable UUID id, ServletWebRequest request, HttpServletResponse response) throws IOException {
        Stored stored = find(tenants.tenantOf(request.getRequest()), id)
                .orElseThrow(() -> ProblemType.PHOTO_NOT_FOUND.because("there is no photo " + id));
        String etag = '"' + stored.sha256() + '"';
        if (request.checkNotModified(etag)) {
            return ResponseEntity.status(304).build();
        }
        Resource photo = open(id, stored);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .contentType(mediaTypeOf(stored.key()))
                .cacheControl(CacheControl.maxAge(MAX_AGE).cachePrivate())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
        if (RangeHeader.isIgnored(request.getRequest(), etag)) {
            // Of a stream Spring sends no part.
            return answer.contentLength(photo.contentLength()).body(new InputStreamResource(photo.getInputStream()));
        }
        RangeHeader.requireThere(request.getRequest(), photo.contentLength(), photo, response);
        return answer.body(photo);
    }

    private Optional<Stored> find(UUID tenant, UUID photo) {
        return gallery.find(tenant, photo)
                .map(found -> new Stored(found.storeKey(), found.sha256()))
                .or(() -> ledger.findByPhoto(tenant, photo).stream()
                        .flatMap(job -> job.items().stream())
                        .filter(item -> item.photoId().equals(photo))
                        .map(Stored::of)
                        .findFirst());
    }

    // Never read as a whole: many who look at large photos at once would need more memory than there is.
    private Resource open(UUID photo, Stored stored) {
        try {
            return store.open(stored.key());
        } catch (MissingPhotoException e) {
            throw ProblemType.PHOTO_NOT_FOUND.because("the file of the photo " + photo + " is gone");
        }
    }

    // Only what is known to be a picture is called one; a browser must not run what somebody stored under a photo's
    // key.
    private static MediaType mediaTypeOf(String key) {
        return MediaTypeFactory.getMediaType(key)
                .filter(type -> Arrays.stream(PhotoFormat.values())
                        .anyMatch(format -> format.mediaType().equals(type.toString())))
                .orElse(MediaType.APPLICATION_OCTET_STREAM);
    }

    private record Stored(String key, String sha256) {
        static Stored of(JobItem item) {
            return new Stored(item.storeKey(), item.sha256());
        }
    }
}
