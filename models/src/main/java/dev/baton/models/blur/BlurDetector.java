package dev.baton.models.blur;

import dev.baton.models.image.Photo;

/** Tells sharp photos from blurred ones by the variance of their Laplacian. Any thread may call it. */
public final class BlurDetector {
    public static final double DEFAULT_THRESHOLD = 100;
    private static final double REFERENCE_SIDE = 640;
    // A sensor's own pixels are softer than a screen's: at full size every large photo would count as blurry.
    private static final int MAX_SIDE = 2048;

    private final double threshold;

    public BlurDetector() {
        this(DEFAULT_THRESHOLD);
    }

    /** Uses a threshold on the normalised variance. */
    public BlurDetector(double threshold) {
        this.threshold = positive(threshold);
    }

    public Blur detect(Photo photo) {
        return detect(photo, threshold);
    }

    public Blur detect(Photo photo, double askedThreshold) {
        double variance = LaplacianVariance.of(photo.pixels());
        int longerSide = Math.min(photo.longerSide(), MAX_SIDE);
        double atMost = photo.longerSide() > MAX_SIDE ? LaplacianVariance.of(photo.pixels(), MAX_SIDE) : variance;
        return Blur.judge(variance, atMost * REFERENCE_SIDE / longerSide, positive(askedThreshold));
    }

    private static double positive(double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("the blur threshold must be positive, was " + threshold);
        }
        return threshold;
    }
}
