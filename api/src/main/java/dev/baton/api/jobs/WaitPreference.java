package dev.baton.api.jobs;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a client prefers to wait: {@code Prefer: wait=5}, after RFC 7240. What cannot be understood is ignored, as it says. */
public final class WaitPreference {
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:$|[,;])");
    private static final Pattern ASYNC = Pattern.compile("(?:^|[,;])\\s*respond-async\\s*(?:$|[,;])");
    private static final int MAX_SECONDS = 60;

    private WaitPreference() {}

    /** Returns the preferred time, at most a minute; none where only {@code respond-async} is preferred, else {@code usual}. */
    public static Duration of(@Nullable String header, Duration usual) {
        Matcher matcher = WAIT.matcher(header == null ? "" : header);
        if (matcher.find()) {
            return Duration.ofSeconds(Math.min(MAX_SECONDS, Integer.parseInt(matcher.group(1))));
        }
        return header != null && ASYNC.matcher(header).find() ? Duration.ZERO : usual;
    }
}
