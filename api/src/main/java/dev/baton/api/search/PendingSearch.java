package dev.baton.api.search;

import dev.baton.api.enqueue.Job;
import java.util.UUID;

/** What a client is told of a search that takes longer than it wanted to wait. */
record PendingSearch(UUID searchId, UUID jobId, String status, String pollUrl) {
    static PendingSearch of(Job job) {
        return new PendingSearch(job.id(), job.id(), "pending", job.url());
    }
}
