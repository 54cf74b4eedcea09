package dev.baton.internal.flow;

import dev.baton.task.TaskRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                SignatureCodec.parseAll(embed.get("callbacks")),
                SignatureCodec.parseAll(embed.get("errbacks")),
                SignatureCodec.parseAll(embed.get("chain")),
                Optional.ofNullable(embed.get("chord")).map(SignatureCodec::parse));
    }

    /** Returns the next step of the chain, which takes the others along. */
    Optional<Signature> next() {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        List<Object> others = new ArrayList<>(SignatureCodec.allToWire(chain.subList(0, chain.size() - 1)));
        Signature next = chain.get(chain.size() - 1);
        return Optional.of(next.with(next.options().with("chain", others)));
    }

    /** Returns Celery's {@code embed} of a message to be sent with {@code options}. */
    static Map<String, Object> embed(Options options) {
        Map<String, Object> embed = new LinkedHashMap<>();
        put(embed, "callbacks", options.list("link"));
        put(embed, "errbacks", options.list("link_error"));
        put(embed, "chain", options.list("chain"));
        put(embed, "chord", options.get("chord"));
        return embed;
    }

    private static void put(Map<String, Object> embed, String key, @Nullable Object value) {
        if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
            embed.put(key, value);
        }
    }
}
