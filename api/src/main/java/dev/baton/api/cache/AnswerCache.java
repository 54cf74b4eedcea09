package dev.baton.api.cache;

import dev.baton.api.jobs.TaskResults;
import dev.baton.internal.answer.SharedAnswers;
import dev.baton.internal.answer.SharedAnswers.Claim;
import dev.baton.internal.celery.Json;
import dev.baton.internal.result.ResultStoreUnavailableException;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Gives requests that ask the same question the answer of one task. The question covers everything that the answer depends on, such as
 * the check-ins. An answer counts only while the workers have the version that gave it, so no answer is stale. Without Redis every
 * request is a task of its own.
 */
@Component
public final class AnswerCache {
    private static final Logger log = LoggerFactory.getLogger(AnswerCache.class);

    private final SharedAnswers answers;
    private final TaskResults results;
    private final CacheSettings settings;
    private final MeterRegistry meters;

    AnswerCache(SharedAnswers answers, TaskResults results, CacheSettings settings, MeterRegistry meters) {
        this.answers = answers;
        this.results = results;
        this.settings = settings;
        this.meters = meters;
    }

    /** Returns what stands for the question of {@code owner}'s {@code user}, of which nothing can be read back. */
    public static String questionOf(TaskType<?, ?> type, UUID owner, @Nullable UUID user, Record input) {
        String whole = type.name() + " " + owner + " " + user + " " + Json.write(input);
        return type.name() + "-" + DigestUtils.sha256Hex(whole);
    }

    /** Returns the task to wait for: {@code mine}, which the caller must then send, or one that was sent before. */
    public Shared taskFor(TaskType<?, ?> type, String question, TaskId mine) {
        if (!settings.isOn()) {
            return new Shared(mine, null);
        }
        try {
            Claim claim = answers.claim(type.name(), question, mine, settings.ttl());
            if (!claim.task().equals(mine) && !isGood(claim)) {
                answers.release(question, claim.task());
                claim = answers.claim(type.name(), question, mine, settings.ttl());
            }
            note(claim.task().equals(mine) ? "MISS" : "HIT");
            TaskSnapshot known = claim.known();
            return new Shared(claim.task(), known != null && known.state().isFinal() ? known : null);
        } catch (ResultStoreUnavailableException e) {
            log.debug("Answering without the cache: {}", e.getMessage());
            count("unavailable");
            return new Shared(mine, null);
        }
    }

    private void note(String result) {
        log.info("Cache {}", result);
        count(result);
    }

    private void count(String result) {
        Counter.builder("baton.cache")
                .description("Questions to the prediction cache: HIT, MISS or unavailable")
                .tag("result", result)
                .register(meters)
                .increment();
    }

    // One that has not ended is waited for; one that failed, was cut short, or is of other models is asked again.
    private boolean isGood(Claim claim) {
        TaskSnapshot known = claim.known();
        if (known == null) {
            return !results.anyExpired(List.of(claim.task()));
        }
        return !known.state().isFinal()
                || (known.result() instanceof Map<?, ?> found
                        && Boolean.TRUE.equals(found.get("complete"))
                        && found.get("version") instanceof String version
                        && version.equals(claim.version()));
    }

    /** Has the next one who asks ask anew: {@code mine} was never sent. */
    public void release(String question, TaskId mine) {
        if (!settings.isOn()) {
            return;
        }
        try {
            answers.release(question, mine);
        } catch (ResultStoreUnavailableException e) {
            log.debug("What was not asked is forgotten when its time is over", e);
        }
    }

    /**
     * The task that answers.
     *
     * @param end how it ended, if it has
     */
    public record Shared(TaskId task, @Nullable TaskSnapshot end) {}
}
