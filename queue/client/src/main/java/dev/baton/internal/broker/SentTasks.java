package dev.baton.internal.broker;

import dev.baton.internal.event.EventSettings;
import dev.baton.internal.event.EventStream;
import dev.baton.internal.event.TaskEvents;
import dev.baton.internal.result.ResultStore;
import dev.baton.task.TaskDetails;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.time.Instant;
import java.util.List;

/** Tells of tasks that are sent: the result store that they wait, Celery's monitors that they were sent. */
final class SentTasks {
    private final EventSettings settings;
    private final EventStream events;
    private final ResultStore results;

    SentTasks(EventSettings settings, EventStream events, ResultStore results) {
        this.settings = settings;
        this.events = events;
        this.results = results;
    }

    void sending(TaskQueue queue, List<TaskRequest> requests, Instant now) {
        results.notePending(requests.stream()
                .filter(request -> !request.conditions().ignoreResult())
                .map(request -> TaskSnapshot.pending(request.id()).with(TaskDetails.sent(request, queue.name(), now)))
                .toList());
    }

    /** To be called once the broker has confirmed them. */
    void sent(TaskQueue queue, List<TaskRequest> requests) {
        if (settings.sent()) {
            requests.forEach(request -> events.tell(() -> TaskEvents.sent(request, queue.name())));
        }
    }
}
