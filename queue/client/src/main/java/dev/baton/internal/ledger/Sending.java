package dev.baton.internal.ledger;

import java.util.Map;
import java.util.Set;

/**
 * What came of sending tasks that are due. What is in neither is tried again: the broker could not be asked.
 *
 * @param sent those that the broker has
 * @param stuck those that it will not take as things are, each with the reason: no queue has their name, for example
 */
public record Sending(Set<ScheduledTask> sent, Map<ScheduledTask, String> stuck) {
    public Sending {
        sent = Set.copyOf(sent);
        stuck = Map.copyOf(stuck);
    }
}
