package dev.baton.internal.queue.housekeeping;

import dev.baton.internal.broker.UnconfirmedPublishException;
import dev.baton.internal.deadletter.Resends;
import dev.baton.internal.result.ResultStoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/** Sends dead letters again where whoever began to do so died, or the broker was away. */
final class UnfinishedResends {
    private static final Logger log = LoggerFactory.getLogger(UnfinishedResends.class);

    private final Resends resends;

    UnfinishedResends(Resends resends) {
        this.resends = resends;
    }

    @Scheduled(fixedDelayString = "${baton.worker.unfinished-resends-interval:10s}")
    void finish() {
        try {
            int finished = resends.finish();
            if (finished > 0) {
                log.info("Went on with sending {} dead letters again", finished);
            }
        } catch (UnconfirmedPublishException
                | ResultStoreUnavailableException
                | DataAccessException
                | TransactionException e) {
            log.debug("Dead letters are sent again later", e);
        }
    }
}
