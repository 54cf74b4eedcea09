package dev.baton.api.operate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which services answer. */
record ReadinessReport(String status, Map<String, Check> checks) {
    private static final String UP = "up";

    static ReadinessReport of(Map<String, Check> checks) {
        boolean ready = checks.values().stream().allMatch(Check.UP::equals);
        return new ReadinessReport(ready ? "ready" : "unready", checks);
    }

    @JsonIgnore
    boolean isReady() {
        return status.equals("ready");
    }

    /** Whether one service answers. */
    record Check(String status, @Nullable String detail) {
        static final Check UP = new Check(ReadinessReport.UP, null);

        static Check down(String detail) {
            return new Check("down", detail);
        }
    }
}
