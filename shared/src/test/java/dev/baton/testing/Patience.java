package dev.baton.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what must happen: long enough for a busy machine, since they stop waiting once it has. */
public final class Patience {
    public static final Duration CEILING = Duration.ofSeconds(60);

    private Patience() {}

    /** What a library's own thread throws when a service vanishes is not the test's failure. */
    public static ConditionFactory await() {
        return Awaitility.await().dontCatchUncaughtExceptions().atMost(CEILING);
    }
}
