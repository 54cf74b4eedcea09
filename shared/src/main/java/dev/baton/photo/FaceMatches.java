package dev.baton.photo;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a search by selfie found.
 *
 * @param facesDetected in the selfie; the largest was searched for
 * @param matches photos with that face, the most similar first
 * @param unavailable where no face model is installed
 */
public record FaceMatches(
        int facesDetected,
        double threshold,
        List<Match> matches,
        List<PhotoAnalysis.Unavailable> unavailable,
        List<String> warnings) {

    /** A photo with the face, its cosine similarity (-1 to 1) and where the face is. */
    public record Match(
            UUID photoId,
            @Nullable String eventId,
            @Nullable String fileName,
            double similarity,
            PhotoAnalysis.Box box) {}
}
