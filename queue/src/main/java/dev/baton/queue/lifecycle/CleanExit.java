package dev.baton.queue.lifecycle;

import java.lang.reflect.Proxy;

/**
 * Ends the process with status 0 when it is asked to stop: a JVM reports SIGTERM as 143, as if it had not drained. Signals
 * are no part of the Java API, and the compiler refuses to name the JDK's own classes for them.
 */
public final class CleanExit {
    private CleanExit() {}

    /** Answers {@code signal}, "TERM" or "INT", by an orderly exit. Where the JVM knows no signals nothing changes. */
    public static void on(String signal) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(
                    CleanExit.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(0);
                        }
                        return null;
                    });
            type.getMethod("handle", type, handlerType)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException e) {
            System.getLogger(CleanExit.class.getName()).log(System.Logger.Level.DEBUG, "No signals here", e);
        }
    }
}
