package dev.baton.exit;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process with status 0 on SIGTERM and SIGINT; a JVM would report 143, as if it had not drained. A process without work yet,
 * for example one that waits for the database, ends at once. On a second signal a worker returns its running tasks to the queue at
 * once. Signals are no part of the Java API, and the compiler refuses to name the JDK's own classes for them.
 */
public final class CleanExit {
    private static final AtomicBoolean ASKED = new AtomicBoolean();
    private static final CountDownLatch ASKED_AGAIN = new CountDownLatch(1);
    private static volatile boolean hasBegun;

    private CleanExit() {}

    /** Answers SIGTERM and SIGINT by an orderly exit. Where the JVM knows no signals nothing changes. */
    public static void onSignals() {
        on("TERM");
        on("INT");
    }

    private static void on(String signal) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    CleanExit.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            exit();
                        }
                        return null;
                    });
            type.getMethod("handle", type, handlerType)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException e) {
            System.getLogger(CleanExit.class.getName()).log(System.Logger.Level.DEBUG, "No signals here", e);
        }
    }

    private static void exit() {
        if (!ASKED.compareAndSet(false, true)) {
            ASKED_AGAIN.countDown();
        } else if (hasBegun) {
            System.exit(0);
        } else {
            // An orderly exit would wait for the start, which may wait for a service. Nothing has been taken that must
            // be handed back.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Notes that the process may have work from now on, and must hand it back before it ends. */
    static void begin() {
        hasBegun = true;
    }

    /** Whether the process was asked again, and must not wait for what runs. */
    public static boolean isUrgent() {
        return ASKED_AGAIN.getCount() == 0;
    }
}
