package dev.baton.models.image;

/**
 * What a photo may measure; everything else is refused before a pixel is allocated.
 *
 * @param minSide shortest side allowed, in pixels
 * @param maxSide longest side allowed, in pixels
 * @param maxPixels largest width times height allowed
 * @param maxBytes largest encoded size allowed
 */
public record ImageLimits(int minSide, int maxSide, long maxPixels, long maxBytes) {
    /** OpenCV's resize and warp address pixels with 16 bits. */
    private static final int LARGEST_SIDE = 32_767;

    public ImageLimits {
        if (minSide < 1 || maxSide < minSide || maxSide > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "sides must satisfy 1 <= min <= max <= " + LARGEST_SIDE + ", were " + minSide + " and " + maxSide);
        }
        if (maxPixels < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxPixels and maxBytes must be positive, were " + maxPixels + " and " + maxBytes);
        }
    }

    public static ImageLimits defaults() {
        return new ImageLimits(32, 16_384, 64_000_000, 32L << 20);
    }

    void checkBytes(long bytes) {
        if (bytes > maxBytes) {
            throw new UnreadablePhotoException("photo has " + bytes + " bytes, at most " + maxBytes + " are allowed");
        }
    }

    void checkSize(int width, int height) {
        String size = "photo is " + width + "x" + height + " pixels, ";
        if (Math.min(width, height) < minSide) {
            throw new UnreadablePhotoException(size + "each side must have at least " + minSide);
        }
        if (Math.max(width, height) > maxSide) {
            throw new UnreadablePhotoException(size + "each side may have at most " + maxSide);
        }
        if ((long) width * height > maxPixels) {
            throw new UnreadablePhotoException(size + "at most " + maxPixels + " pixels in all are allowed");
        }
    }
}
