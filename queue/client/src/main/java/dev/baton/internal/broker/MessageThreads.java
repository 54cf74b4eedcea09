package dev.baton.internal.broker;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that read messages, with deep stacks. A sender decides how deeply a header is nested, and reading it recurses as deeply. With
 * the usual stack one message would end one worker after the other.
 */
public final class MessageThreads implements ThreadFactory {
    // Room for the deepest header that fits into a frame of 128 KiB. Only what is used of it takes memory.
    private static final long STACK_BYTES = 64L * 1024 * 1024;

    private final String name;
    private final AtomicInteger count = new AtomicInteger();

    public MessageThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        return new Thread(null, task, name + "-" + count.incrementAndGet(), STACK_BYTES);
    }
}
