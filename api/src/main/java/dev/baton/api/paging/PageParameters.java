package dev.baton.api.paging;

import dev.baton.api.problem.ProblemType;

/** A part of a list: {@code ?limit=50&offset=0}. */
public final class PageParameters {
    private static final int MAX_LIMIT = 200;

    private PageParameters() {}

    /** Refuses a limit that is not 1 to 200, and an offset below 0. */
    public static void require(int limit, int offset) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemType.INVALID_PARAMETER.because("'limit' must be 1 to " + MAX_LIMIT + ", was " + limit);
        }
        if (offset < 0) {
            throw ProblemType.INVALID_PARAMETER.because("'offset' must be 0 or more, was " + offset);
        }
    }
}
