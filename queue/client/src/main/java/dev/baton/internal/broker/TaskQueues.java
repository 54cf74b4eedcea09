package dev.baton.internal.broker;

import java.util.Collection;
import java.util.List;

/** The queues that an application sends to or takes from; they are declared whenever a connection opens. */
public record TaskQueues(List<TaskQueue> all) {
    public TaskQueues {
        all = List.copyOf(all);
    }

    public static TaskQueues named(Collection<String> names) {
        return new TaskQueues(names.stream().distinct().map(TaskQueue::new).toList());
    }
}
