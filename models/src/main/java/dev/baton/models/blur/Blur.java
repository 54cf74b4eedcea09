package dev.baton.models.blur;

/**
 * How blurred a photo is.
 *
 * @param isBlurry whether the normalised variance is below the threshold
 * @param laplacianVariance population variance of the Laplacian of the grey photo at full size
 * @param normalizedVariance that of the photo at no more than 2048 pixels × 640 / longer side, so that one threshold fits all sizes
 * @param confidence 0 to 1: how far below the threshold a blurry photo is, or how fully a sharp one reaches it
 */
public record Blur(boolean isBlurry, double laplacianVariance, double normalizedVariance, double confidence) {

    static Blur judge(double variance, double normalized, double threshold) {
        boolean isBlurry = normalized < threshold;
        double reached = Math.min(1, normalized / threshold);
        return new Blur(isBlurry, variance, normalized, isBlurry ? 1 - reached : reached);
    }
}
