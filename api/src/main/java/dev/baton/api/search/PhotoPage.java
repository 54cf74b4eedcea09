package dev.baton.api.search;

import java.util.List;

/** Some photos of all that match, the newest first. */
record PhotoPage(List<PhotoBody> photos, long total, int limit, int offset) {}
