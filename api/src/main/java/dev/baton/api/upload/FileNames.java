package dev.baton.api.upload;

import org.jspecify.annotations.Nullable;

/** The names that clients give their files: for people only, never part of a path. */
final class FileNames {
    private static final int MAX_LENGTH = 255;

    private FileNames() {}

    /** Returns the last part of {@code given} without what cannot be shown, or a name by its place in the request. */
    static String of(@Nullable String given, int index) {
        String name =
                given == null ? "" : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String shown = name.replaceAll("\\p{Cntrl}|\\p{Cs}", "").strip();
        if (shown.isEmpty()) {
            return "photo-" + (index + 1);
        }
        return shown.codePointCount(0, shown.length()) <= MAX_LENGTH
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, MAX_LENGTH));
    }
}
