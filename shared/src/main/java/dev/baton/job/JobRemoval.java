package dev.baton.job;

import dev.baton.gallery.Gallery;
import dev.baton.internal.ledger.FinishedTasks;
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
     * Removes {@code job} and its photos unless it has been accepted, and makes sure that its tasks, which may be on the queue, have
     * no effects. Returns whether it did.
     */
    public boolean withdraw(UUID job) {
        List<Item> items = itemsOf(job);
        boolean withdrawn = Boolean.TRUE.equals(transaction.execute(status -> {
            int deleted = jdbc.sql("delete from job where id = ? and accepted_at is null")
                    .param(job)
                    .update();
            if (deleted == 1) {
                finished.withdraw(items.stream().map(Item::task).toList());
                gallery.remove(items.stream().map(Item::photo).toList());
                noteUnwanted(keysOf(items));
            }
            return deleted == 1;
        }));
        if (withdrawn) {
            tryToDelete(keysOf(items));
        }
        return withdrawn;
    }

    /** Deletes photos that no job has; those that the store does not delete now, {@link #deleteUnwanted} does. */
    public void discard(List<String> storeKeys) {
        noteUnwanted(storeKeys);
        tryToDelete(storeKeys);
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
        return (int) stale.stream().filter(this::withdraw).count();
    }

    /** Deletes jobs that expired before {@code before}, with those of their photos that nobody analysed. Returns how many. */
    public int deleteExpired(Instant before, int atMost) {
        List<UUID> expired = jdbc.sql("select id from job where expires_at < ? order by expires_at limit ?")
                .params(Timestamp.from(before), atMost)
                .query(UUID.class)
                .list();
        expired.forEach(this::delete);
        return expired.size();
    }

    private void delete(UUID job) {
        List<String> keys = keysOf(unanalysedOf(job));
        transaction.executeWithoutResult(status -> {
            noteUnwanted(keys);
            jdbc.sql("delete from job where id = ?").param(job).update();
        });
        tryToDelete(keys);
    }

    /** Deletes photos that were left when their jobs were removed, since the store was away, unless it still is. */
    public void deleteUnwanted(int atMost) {
        tryToDelete(jdbc.sql("select store_key from unwanted_photo limit ?")
                .param(atMost)
                .query(String.class)
                .list());
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

    private static List<String> keysOf(List<Item> items) {
        return items.stream().map(Item::storeKey).toList();
    }

    // Before the row that leads to a photo is gone, another does.
    private void noteUnwanted(List<String> storeKeys) {
        jdbc.sql("insert into unwanted_photo (store_key) select unnest(?) on conflict do nothing")
                .param(storeKeys.toArray(String[]::new))
                .update();
    }

    private void tryToDelete(List<String> storeKeys) {
        try {
            storeKeys.forEach(this::deletePhoto);
        } catch (PhotoStoreUnavailableException e) {
            log.warn("The photos of a removed job cannot be deleted now: {}", e.getMessage());
        }
    }

    private void deletePhoto(String storeKey) {
        photos.delete(storeKey);
        jdbc.sql("delete from unwanted_photo where store_key = ?")
                .param(storeKey)
                .update();
    }

    private record Item(TaskId task, UUID photo, String storeKey) {}
}
