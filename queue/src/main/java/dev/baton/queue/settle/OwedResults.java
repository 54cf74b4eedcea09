package dev.baton.queue.settle;

import dev.baton.ledger.FinishedTasks;
import dev.baton.result.ResultStore;
import dev.baton.result.ResultStoreUnavailableException;
import dev.baton.task.TaskSnapshot;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Gives the result store what it missed while it was away. Any worker may do so for any other. */
@Component
final class OwedResults {
    private static final Logger log = LoggerFactory.getLogger(OwedResults.class);
    private static final int BATCH = 100;

    private final FinishedTasks finished;
    private final ResultStore results;

    OwedResults(FinishedTasks finished, ResultStore results) {
        this.finished = finished;
        this.results = results;
    }

    @Scheduled(fixedDelayString = "${baton.worker.owed-results-interval:2s}")
    void announce() {
        try {
            List<TaskSnapshot> owed = finished.unannounced(BATCH);
            for (TaskSnapshot snapshot : owed) {
                results.save(snapshot);
                finished.noteAnnounced(snapshot.id());
            }
            if (!owed.isEmpty()) {
                log.info("Gave the result store {} results that it had missed", owed.size());
            }
        } catch (ResultStoreUnavailableException | DataAccessException | TransactionException e) {
            log.debug("Results stay owed", e);
        }
    }
}
