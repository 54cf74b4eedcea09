package dev.baton.api.upload;

import dev.baton.api.enqueue.Job;
import java.util.List;
import java.util.UUID;

/** What a client is told of a request that was accepted. */
record AcceptedPhotos(UUID jobId, String status, int totalItems, String pollUrl, List<AcceptedPhoto> photos) {
    static AcceptedPhotos of(Job job) {
        List<AcceptedPhoto> photos = job.items().stream()
                .map(item -> new AcceptedPhoto(item.photoId(), item.taskId().value(), item.fileName(), item.sha256()))
                .toList();
        return new AcceptedPhotos(job.id(), "pending", photos.size(), job.url(), photos);
    }

    record AcceptedPhoto(UUID photoId, String taskId, String fileName, String sha256) {}
}
