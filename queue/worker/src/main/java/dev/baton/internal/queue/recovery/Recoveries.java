package dev.baton.internal.queue.recovery;

import dev.baton.periodic.PeriodicTask;
import java.util.List;

/** The periodic tasks that look for lost ones: one for each queue. */
public record Recoveries(List<PeriodicTask> all) {
    public Recoveries {
        all = List.copyOf(all);
    }
}
