package dev.baton.internal.flow;

import dev.baton.internal.ledger.ScheduledTask;
import dev.baton.internal.result.ResultTree;
import java.util.List;

/**
 * What is to be sent to start a signature.
 *
 * @param tasks the messages
 * @param chords those that begin with them
 * @param results where the results of what is started will be
 */
public record Plan(List<ScheduledTask> tasks, List<StartedChord> chords, List<ResultTree> results) {
    public Plan {
        tasks = List.copyOf(tasks);
        chords = List.copyOf(chords);
        results = List.copyOf(results);
    }
}
