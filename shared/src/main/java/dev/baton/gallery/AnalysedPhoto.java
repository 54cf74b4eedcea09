package dev.baton.gallery;

import dev.baton.photo.PhotoAnalysis;
import dev.baton.photo.PhotoRef;
import dev.baton.task.TaskId;
import java.util.List;
import java.util.UUID;

/**
 * A photo to be stored.
 *
 * @param sha256 of its bytes
 * @param embeddings one for each face in the same order, or none at all where no embedder is installed
 */
public record AnalysedPhoto(
        TaskId taskId, UUID tenant, PhotoRef ref, String sha256, PhotoAnalysis analysis, List<Embedding> embeddings) {
    public AnalysedPhoto {
        int faces = analysis.faces() == null ? 0 : analysis.faces().size();
        if (!embeddings.isEmpty() && embeddings.size() != faces) {
            throw new IllegalArgumentException(faces + " faces need as many embeddings, not " + embeddings.size());
        }
        embeddings = List.copyOf(embeddings);
    }
}
