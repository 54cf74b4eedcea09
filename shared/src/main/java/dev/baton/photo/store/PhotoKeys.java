package dev.baton.photo.store;

import dev.baton.photo.format.PhotoFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** The keys of photos in the store: relative, safe as a file path and as an S3 key. */
public final class PhotoKeys {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
    private static final int MAX_LENGTH = 512;

    private PhotoKeys() {}

    /** Returns the key of a photo, spread over folders so that none grows too large. */
    public static String of(UUID tenant, UUID photo, PhotoFormat format) {
        String id = photo.toString();
        return tenant + "/" + id.substring(0, 2) + "/" + id + "."
                + format.name().toLowerCase(Locale.ROOT);
    }

    /** Refuses what is no such key with an {@link IllegalArgumentException}. */
    public static void requireValid(String key) {
        if (key.length() > MAX_LENGTH || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "a photo key is a relative path of letters, digits, '.', '_', '-' and '/'");
        }
    }
}
