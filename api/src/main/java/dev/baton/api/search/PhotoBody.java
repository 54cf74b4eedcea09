package dev.baton.api.search;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.baton.gallery.StoredPhoto;
import dev.baton.photo.PhotoAnalysis;
import java.time.Instant;

/** A photo as clients see it: all that was found in it, and where its bytes are. */
record PhotoBody(@JsonUnwrapped PhotoAnalysis analysis, String sha256, Instant createdAt, String contentUrl) {
    static PhotoBody of(StoredPhoto photo) {
        return new PhotoBody(
                photo.analysis(), photo.sha256(), photo.createdAt(), PhotoUrls.of(photo.id()) + "/content");
    }
}
