package dev.baton.api.enqueue;

import dev.baton.photo.PhotoRef;
import dev.baton.task.TaskId;
import java.util.UUID;

/** One photo of a job, where its bytes lie and which task looks at it. */
public record JobItem(UUID photoId, TaskId taskId, String fileName, String sha256, String storeKey) {
    /** Returns what the queue carries of the photo. */
    public PhotoRef ref() {
        return new PhotoRef(storeKey, sha256);
    }
}
