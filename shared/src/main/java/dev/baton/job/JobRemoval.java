package dev.baton.job;

import dev.baton.gallery.Gallery;
import dev.baton.ledger.FinishedTasks;
import dev.baton.photo.store.PhotoStore;
import dev.baton.photo.store.PhotoStoreUnavailableException;
import dev.baton.task.TaskId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes jobs that were never accepted, and those that are no longer kept. Safe for use by many threads and processes. */
public final class JobRemoval {
    private static final Logger log = LoggerFactory.getLogger(JobRemoval.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FinishedTasks finished;
    private final Gallery gallery;
    private final PhotoStore photos;

    JobRemoval(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            FinishedTasks finished,
            Gallery gallery,
            PhotoStore photos) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.finished = finished;
        this.gallery = gallery;
        this.photos = photos;
    }

    /**
     * Removes {@code job} unless it has been accepted, and makes sure that its tasks, which may be on the queue, have no
     * effects. Returns whether it did.
     */
    public boolean withdraw(UUID job) {
        return withdraw(job, itemsOf(job));
    }

    private boolean withdraw(UUID job, List<Item> items) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            int deleted = jdbc.sql("delete from job where id = ? and accepted_at is null")
                    .param(job)
                    .update();
            if (deleted == 1) {
                finished.withdraw(items.stream().map(Item::task).toList());
                gallery.remove(items.stream().map(Item::photo).toList());
            }
            return deleted == 1;
        }));
    }

    /**
     * Withdraws jobs that were begun before {@code before} and never accepted: their API died, and their clients were told of
     * no job. Returns how many. An API that is merely slow finds its job gone, and answers with an error, too.
     */
    public int withdrawStale(Instant before, int atMost) {
        List<UUID> stale = jdbc.sql(
                        "select id from job where accepted_at is null and created_at < ? order by created_at limit ?")
                .params(Timestamp.from(before), atMost)
                .query(UUID.class)
                .list();
        int withdrawn = 0;
        for (UUID job : stale) {
            List<Item> items = itemsOf(job);
            if (withdraw(job, items)) {
                items.forEach(this::deletePhoto);
                withdrawn++;
            }
        }
        return withdrawn;
    }

    /** Deletes jobs that expired before {@code before}, with those of their photos that nobody analysed. Returns how many. */
    public int deleteExpired(Instant before, int atMost) {
        List<UUID> expired = jdbc.sql("select id from job where expires_at < ? order by expires_at limit ?")
                .params(Timestamp.from(before), atMost)
                .query(UUID.class)
                .list();
        for (UUID job : expired) {
            unanalysedOf(job).forEach(this::deletePhoto);
            jdbc.sql("delete from job where id = ?").param(job).update();
        }
        return expired.size();
    }

    private List<Item> itemsOf(UUID job) {
        return items("job_id = ?", job);
    }

    private List<Item> unanalysedOf(UUID job) {
        return items("job_id = ? and not exists (select from photo where photo.id = job_item.photo_id)", job);
    }

    private List<Item> items(String condition, UUID job) {
        return jdbc.sql("select task_id, photo_id, store_key from job_item where " + condition)
                .param(job)
                .query((row, number) -> new Item(
                        new TaskId(row.getString("task_id")),
                        row.getObject("photo_id", UUID.class),
                        row.getString("store_key")))
                .list();
    }

    private void deletePhoto(Item item) {
        try {
            photos.delete(item.storeKey());
        } catch (PhotoStoreUnavailableException e) {
            log.warn("The photo {} of a removed job could not be deleted", item.storeKey(), e);
        }
    }

    private record Item(TaskId task, UUID photo, String storeKey) {}
}
