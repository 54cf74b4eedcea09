package dev.baton.models.blur;

import dev.baton.models.image.Photo;

/** Tells sharp photos from blurred ones by the variance of their Laplacian. Any thread may call it. */
public final class BlurDetector {
    public static final double DEFAULT_THRESHOLD = 100;
    static final double REFERENCE_SIDE = 640;

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
        return Blur.judge(LaplacianVariance.of(photo.pixels()), photo.longerSide(), positive(askedThreshold));
    }

    private static double positive(double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("the blur threshold must be positive, was " + threshold);
        }
        return threshold;
    }
}
