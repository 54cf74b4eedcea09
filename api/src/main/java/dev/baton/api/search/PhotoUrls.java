package dev.baton.api.search;

import java.util.UUID;

/** Where photos are found. */
final class PhotoUrls {
    private PhotoUrls() {}

    static String of(UUID photo) {
        return "/api/v1/photos/" + photo;
    }
}
