package dev.baton.manual;

import java.util.random.RandomGenerator;

/** Draws the greatest number that it may. */
final class LongestDelay implements RandomGenerator {
    @Override
    public long nextLong() {
        return Long.MAX_VALUE;
    }

    @Override
    public long nextLong(long bound) {
        return bound - 1;
    }
}
