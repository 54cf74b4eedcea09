package dev.baton.internal.flow;

import dev.baton.task.TaskRequest;
import dev.baton.workflow.Options;
import dev.baton.workflow.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a task's message says is to follow it.
 *
 * @param callbacks on success
 * @param errbacks on failure
 * @param chain the steps after it, the next one last
 * @param chord the body of the chord that waits for it
 */
public record Workflow(
        List<Signature> callbacks, List<Signature> errbacks, List<Signature> chain, Optional<Signature> chord) {

    /**
     * Returns what {@code request} carries.
     *
     * @throws IllegalArgumentException where it is not as Celery writes it
     */
    public static Workflow of(TaskRequest request) {
        Map<String, Object> embed = request.workflow();
        return new Workflow(
                Signature.parseAll(embed.get("callbacks")),
                Signature.parseAll(embed.get("errbacks")),
                Signature.parseAll(embed.get("chain")),
                Optional.ofNullable(embed.get("chord")).map(Signature::parse));
    }

    /** Returns the next step of the chain, which takes the others along. */
    Optional<Signature> next() {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        int last = chain.size() - 1;
        return Optional.of(chain.get(last).with(Options.CHAIN, chain.subList(0, last)));
    }

    /** Returns Celery's {@code embed} of a message to be sent with {@code options}. */
    static Map<String, Object> embed(Options options) {
        Map<String, Object> embed = new LinkedHashMap<>();
        embed.put("callbacks", options.elements(Options.LINK));
        embed.put("errbacks", options.elements(Options.LINK_ERROR));
        embed.put("chain", options.elements(Options.CHAIN));
        embed.values().removeIf(List.of()::equals);
        Object chord = options.raw(Options.CHORD);
        if (chord != null) {
            embed.put("chord", chord);
        }
        return embed;
    }
}
