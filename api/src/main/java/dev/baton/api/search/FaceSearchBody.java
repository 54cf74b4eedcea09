package dev.baton.api.search;

import dev.baton.photo.FaceMatches;
import dev.baton.photo.PhotoAnalysis;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a search by selfie found, as clients see it. */
record FaceSearchBody(UUID searchId, int facesDetected, double threshold, List<Match> matches, List<String> warnings) {

    static FaceSearchBody of(UUID search, FaceMatches found) {
        return new FaceSearchBody(
                search,
                found.facesDetected(),
                found.threshold(),
                found.matches().stream().map(Match::of).toList(),
                found.warnings());
    }

    record Match(
            UUID photoId,
            @Nullable String eventId,
            @Nullable String fileName,
            double similarity,
            PhotoAnalysis.Box box,
            String photoUrl) {
        static Match of(FaceMatches.Match match) {
            return new Match(
                    match.photoId(),
                    match.eventId(),
                    match.fileName(),
                    match.similarity(),
                    match.box(),
                    PhotoUrls.of(match.photoId()));
        }
    }
}
