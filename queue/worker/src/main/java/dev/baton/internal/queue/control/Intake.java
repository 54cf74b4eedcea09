package dev.baton.internal.queue.control;

import java.util.List;

/** Where a worker's tasks come from, and how many it runs at a time; both may change while it runs. */
public interface Intake {
    /** The queues that tasks are taken from. */
    List<String> queues();

    /**
     * Takes tasks from {@code queue}, too; it is made where there is none.
     *
     * @throws IllegalArgumentException where that is no name of a queue
     */
    void add(String queue);

    /** Takes no more tasks from {@code queue}; what came from it is finished. Returns whether any were taken from it. */
    boolean cancel(String queue);

    /** What was taken and waits until another task ends: a worker of several queues takes as many from each as it runs at a time. */
    List<Reserved> reserved();

    /** A task that waits. */
    record Reserved(String id, String task) {}

    /** How many tasks run at a time. */
    int slots();

    /** Runs {@code slots} tasks at a time from now on; those beyond it are finished. */
    void resize(int slots);
}
