package dev.baton.photo;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the task {@code face.search} takes.
 *
 * @param selfie where it lies; it is deleted once the search has ended
 * @param threshold the least cosine similarity, -1 to 1; the embedder's own where absent
 * @param topK how many photos at most, 1 to 100
 */
public record SearchFace(
        PhotoRef selfie,
        @Nullable UUID tenantId,
        @Nullable String eventId,
        @Nullable Double threshold,
        @Nullable Integer topK) {
    public static final int DEFAULT_TOP_K = 10;
    public static final int MAX_TOP_K = 100;

    public SearchFace {
        if (selfie == null) {
            throw new IllegalArgumentException("selfie is required: {\"key\": …, \"sha256\": …}");
        }
        if (threshold != null && !(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be between -1 and 1, was " + threshold);
        }
        if (topK != null && (topK < 1 || topK > MAX_TOP_K)) {
            throw new IllegalArgumentException("top_k must be between 1 and " + MAX_TOP_K + ", was " + topK);
        }
    }
}
