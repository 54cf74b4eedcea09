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
 * Searches faces by similarity. Among few faces all are compared. Among many, an HNSW index (Malkov and Yashunin, 2016) for each
 * embedding model and dimension is scanned iteratively, so that a filter by event leaves enough of them.
 */
public final class FaceIndex {
    private static final Logger log = LoggerFactory.getLogger(FaceIndex.class);
    private static final int MAX_IDENTIFIER = 63;
    /** Comparing so many takes tens of milliseconds, as a search through the index takes that must pass by many of other events. */
    private static final int FEW = 20_000;

    /**
     * In strict order it would pass by those that it finds late; here they are sorted afterwards. It goes on until enough are found, or 64
     * times work_mem is full. The vector comes first: PostgreSQL takes any value of a setting whose library it has not loaded yet, and a
     * pgvector that does not know one would search without it, and find too little.
     */
    static final String SETTINGS = """
            select '[0]'::vector(1), set_config('hnsw.iterative_scan', 'relaxed_order', true),
                set_config('hnsw.max_scan_tuples', '2147483647', true), set_config('hnsw.scan_mem_multiplier', '64', true)""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final int few;

    FaceIndex(JdbcClient jdbc, TransactionTemplate transaction) {
        this(jdbc, transaction, FEW);
    }

    /** Compares all where they are {@code few} at most. */
    FaceIndex(JdbcClient jdbc, TransactionTemplate transaction, int few) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.few = few;
    }

    /** Makes the index of {@code model} unless it is there. Searches are right without it, only slower. */
    public void ensure(String model, int dimension) {
        Embedding checked = Embedding.any(model, dimension);
        String name = indexName(checked);
        transaction.executeWithoutResult(status -> {
            // Two workers that start together must not both build it.
            jdbc.sql("select pg_advisory_xact_lock(hashtext(?))").param(name).query(rows -> {});
            // Asking for one that is there would wait for all who write faces, too.
            if (isThere(name)) {
                return;
            }
            jdbc.sql("create index " + name + " on face using hnsw ((" + cast("embedding", checked)
                            + ") vector_cosine_ops) where model = '" + model + "'")
                    .update();
        });
        log.info("Face index {} is ready", name);
    }

    private boolean isThere(String index) {
        return jdbc.sql("select to_regclass(?) is not null")
                .param(index)
                .query(Boolean.class)
                .single();
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
     * Returns the photos of {@code tenant} whose face is most like {@code wanted}, the most similar first, each once. Photos that
     * are equally similar come in the order of their ids.
     *
     * @param threshold the least cosine similarity, -1 to 1
     */
    public List<FaceMatches.Match> search(Embedding wanted, Scope scope, double threshold, int topK) {
        return transaction.execute(status -> {
            jdbc.sql(SETTINGS).query(rows -> {});
            boolean compareAll = areFew(scope);
            int limit = topK * 2;
            while (true) {
                List<FaceMatches.Match> nearest = nearest(wanted, scope, compareAll, limit);
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

    private boolean areFew(Scope scope) {
        String faces = "select from face where tenant_id = :tenant" + ofEvent(scope) + " limit :limit";
        return in(scope, jdbc.sql("select count(*) <= :few from (" + faces + ") faces"))
                .param("few", few)
                .param("limit", few + 1)
                .query(Boolean.class)
                .single();
    }

    private static String ofEvent(Scope scope) {
        return scope.eventId() == null ? "" : " and event_id = :event";
    }

    private static JdbcClient.StatementSpec in(Scope scope, JdbcClient.StatementSpec statement) {
        JdbcClient.StatementSpec ofTenant = statement.param("tenant", scope.tenant());
        return scope.eventId() == null ? ofTenant : ofTenant.param("event", scope.eventId());
    }

    private List<FaceMatches.Match> nearest(Embedding wanted, Scope scope, boolean compareAll, int limit) {
        // The model is a literal, or the planner could not see that its partial index applies.
        String distance = cast("face.embedding", wanted) + " <=> " + cast(":wanted", wanted);
        // What is not quite what the index is of, it cannot sort.
        String order = compareAll ? "0 + (" + distance + "), photo_id, position" : distance;
        String sql = "select near.*, photo.file_name from (select photo_id, event_id, position, x1, y1, x2, y2, 1 - ("
                + distance
                + ") as similarity from face where model = '" + wanted.model() + "' and tenant_id = :tenant"
                + ofEvent(scope) + " order by " + order + " limit :limit) near"
                + " join photo on photo.id = near.photo_id order by similarity desc, photo_id, position";
        return in(scope, jdbc.sql(sql))
                .param("wanted", wanted.asVector())
                .param("limit", limit)
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
