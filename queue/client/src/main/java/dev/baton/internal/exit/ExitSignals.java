package dev.baton.internal.exit;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The signals that ask the process to end. They are no part of the Java API, and the compiler refuses to name the JDK's own classes for
 * them.
 */
public final class ExitSignals {
    private static final AtomicBoolean ASKED = new AtomicBoolean();
    private static final CountDownLatch ASKED_AGAIN = new CountDownLatch(1);
    private static volatile boolean hasBegun;

    private ExitSignals() {}

    /** Answers SIGTERM and SIGINT from now on. Where the JVM knows no signals nothing changes. */
    public static void answer() {
        on("TERM");
        on("INT");
    }

    private static void on(String signal) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    ExitSignals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            exit();
                        }
                        return null;
                    });
            type.getMethod("handle", type, handlerType)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException e) {
            System.getLogger(ExitSignals.class.getName()).log(System.Logger.Level.DEBUG, "No signals here", e);
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
