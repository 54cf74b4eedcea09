package dev.baton.api.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of requests within a time that begins with the first of them.
 *
 * @param requests 0 for any number
 */
record Rate(long requests, Duration window) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})/(\\d{1,6})?([smh])");
    private static final String ALLOWED = "a rate must be like 10/m, 100/30s or 1000/h, or 0 for no limit, was ";

    /** Reads what settings say. */
    public static Rate valueOf(String text) {
        if ("0".equals(text)) {
            return new Rate(0, Duration.ZERO);
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(ALLOWED + text);
        }
        long count = parts.group(2) == null ? 1 : Long.parseLong(parts.group(2));
        long seconds = switch (parts.group(3)) {
            case "s" -> count;
            case "m" -> Duration.ofMinutes(count).toSeconds();
            default -> Duration.ofHours(count).toSeconds();
        };
        long requests = Long.parseLong(parts.group(1));
        if (requests == 0 || seconds == 0) {
            throw new IllegalArgumentException(ALLOWED + text);
        }
        return new Rate(requests, Duration.ofSeconds(seconds));
    }

    boolean isLimited() {
        return requests > 0;
    }
}
