package dev.baton.internal.queue.events;

import dev.baton.internal.broker.RpcReplies;
import dev.baton.internal.event.EventSettings;
import dev.baton.internal.event.EventStream;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has monitors and callers told what a worker does. */
@Configuration(proxyBeanMethods = false)
public class WorkerEventConfiguration {
    @Bean("batonWorkerEvents")
    WorkerEvents workerEvents(EventStream stream, EventSettings settings, MeterRegistry meters) {
        return new WorkerEvents(stream, settings, meters);
    }

    @Bean("batonEnds")
    Ends ends(WorkerEvents events, RpcReplies replies) {
        return new Ends(events, replies);
    }
}
