package dev.baton.api.operate;

import dev.baton.api.paging.PageParameters;
import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.api.problem.Refuses;
import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.deadletter.Death;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Messages that were given up: lists, shows, sends again and purges them. */
@RestController
@Tag(name = "Dead letters")
@RequestMapping("/api/v1/operate/dead-letters")
final class DeadLettersController {
    private final DeadLetters letters;

    DeadLettersController(DeadLetters letters) {
        this.letters = letters;
    }

    /**
     * Lists messages that were given up. The last one comes first; those that were sent again are left out.
     *
     * @param queue the queue that they came from
     * @param reason malformed, given_up, delivery_limit, expired, rejected or maxlen
     * @param limit how many, 1 to 200
     * @param offset how many to leave out before them
     * @return a part of the list, and how long the list is
     */
    @GetMapping
    DeadLetterPage listDeadLetters(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        PageParameters.require(limit, offset);
        DeadLetterFilter filter = filter(queue, reason);
        List<DeadLetter> found = letters.list(filter, limit, offset);
        return new DeadLetterPage(
                found.stream().map(DeadLetterBody::listed).toList(), letters.count(filter), limit, offset);
    }

    /**
     * Shows a dead letter. It comes with its headers, its body and its history.
     *
     * @param id the dead letter's
     * @return the dead letter
     */
    @GetMapping("/{id}")
    @Refuses(ProblemType.DEAD_LETTER_NOT_FOUND)
    DeadLetterBody getDeadLetter(@PathVariable UUID id) {
        return letters.find(id).map(DeadLetterBody::whole).orElseThrow(() -> unknown(id));
    }

    /**
     * Sends a dead letter again. It runs as if for the first time; its task is no longer failed.
     *
     * @param id the dead letter's
     * @return how many were sent again
     */
    @PostMapping("/{id}/resend")
    @Refuses({ProblemType.DEAD_LETTER_NOT_FOUND, ProblemType.QUEUE_UNAVAILABLE, ProblemType.RESULTS_UNAVAILABLE})
    Resent resendDeadLetter(@PathVariable UUID id) {
        if (!letters.resend(id)) {
            throw unknown(id);
        }
        return new Resent(1);
    }

    /**
     * Sends dead letters again. All are sent unless a queue or a reason is given.
     *
     * @param queue the queue that they came from
     * @param reason malformed, given_up, delivery_limit, expired, rejected or maxlen
     * @return how many were sent again
     */
    @PostMapping("/resend")
    @Refuses({ProblemType.QUEUE_UNAVAILABLE, ProblemType.RESULTS_UNAVAILABLE})
    Resent resendDeadLetters(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String reason) {
        return new Resent(letters.resend(filter(queue, reason)));
    }

    /**
     * Purges a dead letter. Its task stays failed.
     *
     * @param id the dead letter's
     */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Refuses(ProblemType.DEAD_LETTER_NOT_FOUND)
    void purgeDeadLetter(@PathVariable UUID id) {
        if (!letters.purge(id)) {
            throw unknown(id);
        }
    }

    /**
     * Purges dead letters. All are purged unless a queue or a reason is given; their tasks stay failed.
     *
     * @param queue the queue that they came from
     * @param reason malformed, given_up, delivery_limit, expired, rejected or maxlen
     * @return how many were purged
     */
    @DeleteMapping
    Purged purgeDeadLetters(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String reason) {
        return new Purged(letters.purge(filter(queue, reason)));
    }

    private static DeadLetterFilter filter(@Nullable String queue, @Nullable String reason) {
        if (reason != null && !Death.REASONS.contains(reason)) {
            throw ProblemType.INVALID_PARAMETER.because(
                    "'reason' must be one of " + String.join(", ", Death.REASONS) + ", was " + reason);
        }
        return new DeadLetterFilter(queue, reason);
    }

    private static ProblemException unknown(UUID id) {
        return ProblemType.DEAD_LETTER_NOT_FOUND.because("there is no dead letter " + id + " that waits");
    }

    record DeadLetterPage(List<DeadLetterBody> deadLetters, long total, int limit, int offset) {}

    record Resent(int resent) {}

    record Purged(int purged) {}
}
