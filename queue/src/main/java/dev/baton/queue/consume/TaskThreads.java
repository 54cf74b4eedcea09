package dev.baton.queue.consume;

import dev.baton.broker.MessageThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;

/** The threads that tasks run on, as many as there is work for. No bean of a type that Spring Boot would have stand for its own threads. */
final class TaskThreads implements DisposableBean {
    private final ExecutorService threads = Executors.newCachedThreadPool(new MessageThreads("task"));

    Executor executor() {
        return threads;
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
