package dev.baton.gallery;

import dev.baton.photo.FaceMatches;
import dev.baton.photo.PhotoAnalysis.Box;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Search by similarity: an HNSW index (Malkov and Yashunin, 2016) for each embedding model and dimension, scanned
 * iteratively, so that a filter by event loses no result.
 */
public final class FaceIndex {
    private static final Logger log = LoggerFactory.getLogger(FaceIndex.class);
    private static final int MAX_IDENTIFIER = 63;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FaceIndex(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Makes the index of {@code model} unless it is there. Searches are right without it, only slower. */
    public void ensure(String model, int dimension) {
        Embedding checked = new Embedding(model, new float[dimension]);
        String name = indexName(checked);
        transaction.executeWithoutResult(status -> {
            // Two workers that start together must not both build it.
            jdbc.sql("select pg_advisory_xact_lock(hashtext(?))").param(name).query(rows -> {});
            jdbc.sql("create index if not exists " + name + " on face using hnsw ((" + cast("embedding", checked)
                            + ") vector_cosine_ops) where model = '" + model + "'")
                    .update();
        });
        log.info("Face index {} is ready", name);
    }

    private static String indexName(Embedding embedding) {
        String readable = embedding.model().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        String name = "face_" + embedding.dimension() + "_"
                + Integer.toHexString(embedding.model().hashCode()) + "_" + readable;
        return name.substring(0, Math.min(name.length(), MAX_IDENTIFIER));
    }

    private static String cast(String what, Embedding embedding) {
        return what + "::vector(" + embedding.dimension() + ")";
    }

    /**
     * Returns the photos of {@code tenant} whose face is most like {@code wanted}, the most similar first, each once.
     *
     * @param threshold the least cosine similarity, -1 to 1
     */
    public List<FaceMatches.Match> search(Embedding wanted, Scope scope, double threshold, int topK) {
        return transaction.execute(status -> {
            jdbc.sql("set local hnsw.iterative_scan = 'strict_order'").update();
            jdbc.sql("set local hnsw.max_scan_tuples = 2147483647").update();
            int limit = topK * 2;
            while (true) {
                List<FaceMatches.Match> nearest = nearest(wanted, scope, limit);
                Map<UUID, FaceMatches.Match> photos = new LinkedHashMap<>();
                nearest.stream()
                        .filter(match -> match.similarity() >= threshold)
                        .forEach(match -> photos.putIfAbsent(match.photoId(), match));
                boolean exhausted = nearest.size() < limit
                        || nearest.get(nearest.size() - 1).similarity() < threshold;
                if (exhausted || photos.size() >= topK) {
                    return photos.values().stream().limit(topK).toList();
                }
                // One photo may hold the face many times: look further.
                limit *= 2;
            }
        });
    }

    private List<FaceMatches.Match> nearest(Embedding wanted, Scope scope, int limit) {
        // The model is a literal, or the planner could not see that its partial index applies.
        String distance = cast("face.embedding", wanted) + " <=> " + cast(":wanted", wanted);
        String sql = "select near.*, photo.file_name from (select photo_id, event_id, x1, y1, x2, y2, 1 - (" + distance
                + ") as similarity from face where model = '" + wanted.model() + "' and tenant_id = :tenant"
                + (scope.eventId() == null ? "" : " and event_id = :event")
                + " order by " + distance + " limit :limit) near"
                + " join photo on photo.id = near.photo_id order by similarity desc";
        JdbcClient.StatementSpec statement = jdbc.sql(sql)
                .param("wanted", wanted.asVector())
                .param("tenant", scope.tenant())
                .param("limit", limit);
        return (scope.eventId() == null ? statement : statement.param("event", scope.eventId()))
                .query(FaceIndex::match)
                .list();
    }

    private static FaceMatches.Match match(ResultSet row, int index) throws SQLException {
        return new FaceMatches.Match(
                row.getObject("photo_id", UUID.class),
                row.getString("event_id"),
                row.getString("file_name"),
                row.getDouble("similarity"),
                new Box(row.getDouble("x1"), row.getDouble("y1"), row.getDouble("x2"), row.getDouble("y2")));
    }

    /** Where to search: among one tenant's photos, of one event or of all. */
    public record Scope(UUID tenant, @Nullable String eventId) {}
}
