package dev.baton.gallery;

import dev.baton.internal.celery.Json;
import dev.baton.photo.PhotoAnalysis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** A photo in the gallery. */
public record StoredPhoto(UUID id, String storeKey, String sha256, Instant createdAt, PhotoAnalysis analysis) {
    static StoredPhoto from(ResultSet row, int index) throws SQLException {
        return new StoredPhoto(
                row.getObject("id", UUID.class),
                row.getString("store_key"),
                row.getString("sha256"),
                row.getTimestamp("created_at").toInstant(),
                Json.read(row.getString("analysis"), PhotoAnalysis.class));
    }
}
