package dev.baton.api.upload;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that clients give their files: for people only, never part of a path. */
final class FileNames {
    private static final int MAX_LENGTH = 255;

    // Controls, halves of characters, ends of lines; and what changes the direction of writing (Unicode's
    // Bidi_Control), for a name that
    // ends in "gpj.exe" could look as if it ended in "exe.jpg".
    private static final Pattern UNSHOWN =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    private FileNames() {}

    /** Returns the last part of {@code given} without what cannot be shown, or a name by its place in the request. */
    static String of(@Nullable String given, int index) {
        String name =
                given == null ? "" : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String shown = UNSHOWN.matcher(name).replaceAll("").strip();
        if (shown.isEmpty()) {
            return "photo-" + (index + 1);
        }
        return shown.codePointCount(0, shown.length()) <= MAX_LENGTH
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, MAX_LENGTH));
    }
}
