package dev.baton.api.operate;

import dev.baton.api.paging.PageParameters;
import dev.baton.api.problem.ProblemException;
import dev.baton.api.problem.ProblemType;
import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.deadletter.Death;
import java.util.List;
import java.util.Map;
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
@RequestMapping("/api/v1/operate/dead-letters")
final class DeadLettersController {
    private final DeadLetters letters;

    DeadLettersController(DeadLetters letters) {
        this.letters = letters;
    }

    @GetMapping
    Page list(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        PageParameters.require(limit, offset);
        DeadLetterFilter filter = filter(queue, reason);
        List<DeadLetter> found = letters.list(filter, limit, offset);
        return new Page(found.stream().map(DeadLetterBody::listed).toList(), letters.count(filter), limit, offset);
    }

    @GetMapping("/{id}")
    DeadLetterBody one(@PathVariable UUID id) {
        return letters.find(id).map(DeadLetterBody::whole).orElseThrow(() -> unknown(id));
    }

    @PostMapping("/{id}/resend")
    Map<String, Integer> resend(@PathVariable UUID id) {
        if (!letters.resend(id)) {
            throw unknown(id);
        }
        return Map.of("resent", 1);
    }

    @PostMapping("/resend")
    Map<String, Integer> resendAll(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String reason) {
        return Map.of("resent", letters.resend(filter(queue, reason)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void purge(@PathVariable UUID id) {
        if (!letters.purge(id)) {
            throw unknown(id);
        }
    }

    @DeleteMapping
    Map<String, Integer> purgeAll(
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String reason) {
        return Map.of("purged", letters.purge(filter(queue, reason)));
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

    record Page(List<DeadLetterBody> deadLetters, long total, int limit, int offset) {}
}
