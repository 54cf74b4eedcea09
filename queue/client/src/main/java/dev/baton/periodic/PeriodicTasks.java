package dev.baton.periodic;

import dev.baton.task.TaskId;
import java.util.List;
import java.util.Optional;

/**
 * The periodic tasks of all nodes, for those who look after them: a bean. Where a task is defined its ticks are sent by one of the
 * workers that know it; everything here works from any process. Safe for use by many threads.
 */
public interface PeriodicTasks {
    /** Returns all that workers have defined, by name, also those that no worker defines any more. */
    List<PeriodicStatus> list();

    Optional<PeriodicStatus> find(String name);

    /** Leaves out all ticks from now on until it is resumed. Returns whether there is such a task. */
    boolean pause(String name);

    /** Goes on with the next tick; those that passed meanwhile are not missed ones. Returns whether there is such a task. */
    boolean resume(String name);

    /**
     * Sends the task now, also where it is paused, and returns its id; the ticks stay as they are.
     *
     * @return nothing where there is no such task
     * @throws RuntimeException where the broker did not confirm it
     */
    Optional<TaskId> runNow(String name);

    /** Forgets a task; a worker that still defines it begins anew when it starts. */
    boolean forget(String name);
}
