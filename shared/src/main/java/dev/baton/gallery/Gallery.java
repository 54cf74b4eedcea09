package dev.baton.gallery;

import dev.baton.internal.celery.Json;
import dev.baton.photo.PhotoAnalysis;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Photos with their faces and bibs. Every query names a tenant. Safe for use by many threads and processes. */
public final class Gallery {
    private final JdbcClient jdbc;

    Gallery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores {@code photo} with its faces and bibs. Call it in the transaction that ends its task. */
    public void store(AnalysedPhoto photo) {
        PhotoAnalysis analysis = photo.analysis();
        jdbc.sql("""
                        insert into photo (id, tenant_id, event_id, file_name, store_key, sha256, task_id, analysis)
                        values (?, ?, ?, ?, ?, ?, ?, ?::json)""")
                .param(analysis.photoId())
                .param(photo.tenant())
                .param(analysis.eventId())
                .param(analysis.fileName())
                .param(photo.ref().key())
                .param(photo.sha256())
                .param(photo.taskId().value())
                .param(Json.write(analysis))
                .update();
        storeFaces(photo);
        storeBibs(photo);
    }

    private void storeFaces(AnalysedPhoto photo) {
        List<PhotoAnalysis.Face> faces =
                photo.analysis().faces() == null ? List.of() : photo.analysis().faces();
        for (int position = 0; position < faces.size(); position++) {
            PhotoAnalysis.Face face = faces.get(position);
            Embedding embedding =
                    photo.embeddings().isEmpty() ? null : photo.embeddings().get(position);
            jdbc.sql("""
                            insert into face (photo_id, tenant_id, event_id, position, x1, y1, x2, y2, score, quality,
                                model, embedding)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::vector)""")
                    .param(photo.analysis().photoId())
                    .param(photo.tenant())
                    .param(photo.analysis().eventId())
                    .param(position)
                    .param(face.box().x1())
                    .param(face.box().y1())
                    .param(face.box().x2())
                    .param(face.box().y2())
                    .param(face.score())
                    .param(face.quality())
                    .param(embedding == null ? null : embedding.model())
                    .param(embedding == null ? null : embedding.asVector())
                    .update();
        }
    }

    private void storeBibs(AnalysedPhoto photo) {
        List<PhotoAnalysis.Bib> bibs =
                photo.analysis().bibs() == null ? List.of() : photo.analysis().bibs();
        for (int position = 0; position < bibs.size(); position++) {
            jdbc.sql("""
                            insert into bib (photo_id, tenant_id, event_id, position, number, confidence)
                            values (?, ?, ?, ?, ?, ?)""")
                    .param(photo.analysis().photoId())
                    .param(photo.tenant())
                    .param(photo.analysis().eventId())
                    .param(position)
                    .param(bibs.get(position).number())
                    .param(bibs.get(position).confidence())
                    .update();
        }
    }

    /** Removes photos with all that was found in them. */
    public void remove(Collection<UUID> photos) {
        jdbc.sql("delete from photo where id = any (?)")
                .param(photos.toArray(UUID[]::new))
                .update();
    }

    /** Returns one photo of {@code tenant}. */
    public Optional<StoredPhoto> find(UUID tenant, UUID photo) {
        return jdbc.sql("select * from photo where tenant_id = ? and id = ?")
                .params(tenant, photo)
                .query(StoredPhoto::from)
                .optional();
    }

    /** Returns how many photos of {@code tenant} match {@code query}. */
    public long count(UUID tenant, PhotoQuery query) {
        return matching("count(*)", "", tenant, query).query(Long.class).single();
    }

    /** Returns the photos of {@code tenant} that match {@code query}, the newest first. */
    public List<StoredPhoto> list(UUID tenant, PhotoQuery query) {
        return matching("photo.*", " order by created_at desc, id limit :limit offset :offset", tenant, query)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query(StoredPhoto::from)
                .list();
    }

    private JdbcClient.StatementSpec matching(String what, String order, UUID tenant, PhotoQuery query) {
        String sql = "select " + what + " from photo where tenant_id = :tenant"
                + (query.eventId() == null ? "" : " and event_id = :event")
                + (query.bib() == null
                        ? ""
                        : " and exists (select from bib where bib.photo_id = photo.id"
                                + " and bib.tenant_id = :tenant and upper(bib.number) = upper(:bib))")
                + order;
        return named(jdbc.sql(sql).param("tenant", tenant), query);
    }

    private static JdbcClient.StatementSpec named(JdbcClient.StatementSpec statement, PhotoQuery query) {
        JdbcClient.StatementSpec scoped =
                query.eventId() == null ? statement : statement.param("event", query.eventId());
        return query.bib() == null ? scoped : scoped.param("bib", query.bib());
    }

    /**
     * Which photos to list.
     *
     * @param bib only photos in which this number was read, in whatever case
     * @param eventId only photos of this event
     */
    public record PhotoQuery(@Nullable String bib, @Nullable String eventId, int limit, int offset) {}
}
