package dev.baton.photo.format;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which photos are accepted.
 *
 * @param maxBytes the most bytes of a photo's file
 * @param minSide the fewest pixels of width and of height
 * @param maxSide the most pixels of width and of height
 * @param maxPixels the most pixels, width times height
 */
@ConfigurationProperties("baton.photos.limits")
public record PhotoLimits(
        @DefaultValue("10485760") int maxBytes,
        @DefaultValue("32") int minSide,
        @DefaultValue("16384") int maxSide,
        @DefaultValue("64000000") long maxPixels) {

    // OpenCV addresses the pixels of a side with 16 bits.
    private static final int LARGEST_SIDE = 32_767;

    public PhotoLimits {
        if (minSide < 1 || maxSide < minSide || maxSide > LARGEST_SIDE || maxPixels < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "baton.photos.limits needs positive limits and min-side <= max-side <= " + LARGEST_SIDE);
        }
    }
}
