package dev.baton.sample;

import dev.baton.handler.TaskContext;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs that do not end by themselves. */
public final class Endless {
    private Endless() {}

    /** Says how far it is, and goes on until it is told to end. */
    public static void untilTold(TaskContext context) {
        CountDownLatch told = new CountDownLatch(1);
        context.onCancel(told::countDown);
        context.progress(Map.of("current", 1, "total", 2));
        try {
            told.await(10, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes on whatever it is told, as native code does. */
    public static void deaf() {
        while (Thread.currentThread().isAlive()) {
            Thread.onSpinWait();
        }
    }
}
