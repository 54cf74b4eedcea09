package dev.baton.photo;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the task {@code photo.analyze} takes.
 *
 * @param photo where it lies
 * @param analyses which to run, by their names on the wire; all where absent
 * @param photoId under which the photo is stored; made from the task id where absent
 * @param tenantId whose photo it is; the default tenant's where absent
 */
public record AnalyzePhoto(
        PhotoRef photo,
        @Nullable List<String> analyses,
        @Nullable UUID photoId,
        @Nullable UUID tenantId,
        @Nullable String eventId,
        @Nullable String fileName) {

    public AnalyzePhoto {
        if (photo == null) {
            throw new IllegalArgumentException("photo is required: {\"key\": …, \"sha256\": …}");
        }
        analyses = analyses == null ? null : List.copyOf(analyses);
        if (analyses != null) {
            analyses.forEach(Analysis::named);
        }
    }

    /** Returns whether {@code analysis} was asked for. */
    public boolean wants(Analysis analysis) {
        return analyses == null || analyses.contains(analysis.wireName());
    }
}
