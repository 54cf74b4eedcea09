package dev.baton.api.enqueue;

import dev.baton.api.problem.ProblemType;
import dev.baton.client.TaskHandle;
import dev.baton.client.Tasks;
import dev.baton.job.JobRemoval;
import dev.baton.photo.store.PhotoStore;
import dev.baton.task.TaskCall;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stores the photos of a request and puts their tasks on the queue: all of them, or nothing. A job is recorded first and
 * accepted last; what happens in between can be done again under the same ids, for a task has its effects only once.
 */
@Component
public final class Enqueuer {
    private static final Logger log = LoggerFactory.getLogger(Enqueuer.class);

    private final JobLedger ledger;
    private final JobRemoval removal;
    private final PhotoStore store;
    private final Tasks tasks;
    private final JobSettings settings;

    Enqueuer(JobLedger ledger, JobRemoval removal, PhotoStore store, Tasks tasks, JobSettings settings) {
        this.ledger = ledger;
        this.removal = removal;
        this.store = store;
        this.tasks = tasks;
        this.settings = settings;
    }

    /**
     * Returns the job of {@code submission} once the broker has confirmed its tasks, apart from those that wait for other tenants'
     * turns. If this throws, nothing of the request is left, and the client may repeat it. If the database is down as well, the job
     * stays open. A repetition under the same idempotency key then continues it.
     */
    public Job enqueue(Submission<?> submission) {
        Job job = ledger.open(submission);
        if (!job.fingerprint().equals(submission.fingerprint())) {
            throw ProblemType.IDEMPOTENCY_KEY_REUSED.because("this Idempotency-Key came with other photos or options"
                    + " before; repeat a request unchanged, or use a new key");
        }
        if (job.accepted()) {
            return job;
        }
        try {
            return publish(job, submission);
        } catch (RuntimeException e) {
            return withdraw(job, e);
        }
    }

    private <O> Job publish(Job job, Submission<O> submission) {
        for (int position = 0; position < job.items().size(); position++) {
            NewPhoto photo = submission.photos().get(position);
            String key = job.items().get(position).storeKey();
            store.put(key, photo.content().read(), photo.format().mediaType());
        }
        List<TaskCall<?, O>> calls = new ArrayList<>();
        job.items().forEach(item -> calls.add(submission.task().apply(item)));
        List<TaskHandle<O>> unused = switch (job.kind()) {
            case PHOTOS -> tasks.sendFairly(submission.tenant().toString(), settings.queueWindow(), calls);
            // Somebody waits for it, and it goes before all photos.
            case SEARCH -> tasks.sendAll(calls);
        };
        if (!ledger.accept(job)) {
            throw ProblemType.REQUEST_WITHDRAWN.because(
                    "another request with this Idempotency-Key failed at the same time; try again");
        }
        log.info(
                "Job {} accepted: {}, {} items",
                job.id(),
                job.kind(),
                job.items().size());
        return job;
    }

    // A twin of this request, under the same idempotency key, may have accepted the job, or withdrawn it before.
    private Job withdraw(Job job, RuntimeException cause) {
        if (!removal.withdraw(job.id())) {
            if (ledger.isAccepted(job)) {
                log.info("Job {} was accepted by another request with its idempotency key", job.id());
                return job;
            }
            // This request may have stored photos since.
            removal.discard(job.items().stream().map(JobItem::storeKey).toList());
        }
        log.info("Job {} withdrawn", job.id());
        throw cause;
    }
}
