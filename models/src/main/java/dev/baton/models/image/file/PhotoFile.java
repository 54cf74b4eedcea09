package dev.baton.models.image.file;

import java.util.function.Predicate;

/**
 * What the file of a photo says of its picture.
 *
 * @param width in pixels, as stored: before the orientation is applied
 * @param height in pixels, as stored
 * @param orientation 1 to 8, as EXIF has it
 * @param isCoarse whether the file ends before the last details of a progressive picture
 * @param missing what the file has no data for
 */
public record PhotoFile(int width, int height, int orientation, boolean isCoarse, Missing missing) {
    // OpenCV addresses the pixels of a side with so many bits.
    private static final int LARGEST_SIDE = 1 << 20;

    /** A part of the picture as it is stored, in pixels. */
    public record Area(int left, int top, int width, int height) {}

    /** What a file has no data for; decoders show grey there. */
    @FunctionalInterface
    public interface Missing {
        /**
         * Returns the share of the picture, 0 to 1. Data are counted, which takes its time, unless {@code isGrey} says of the areas where
         * that would show that the decoder put no grey there. What is less than a unit of 16×16 pixels may be taken for whole.
         */
        double share(Predicate<Area> isGrey);
    }

    public PhotoFile {
        if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
            throw new BrokenFileException("the file is damaged: it has no picture");
        }
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("orientation " + orientation);
        }
    }

    /**
     * Reads what {@code bytes} say, in a time that grows with their number alone.
     *
     * @throws BrokenFileException where they are no JPEG, PNG or WebP of one picture
     */
    public static PhotoFile read(byte[] bytes) {
        FileBytes file = new FileBytes(bytes);
        if (file.hasAt(0, "\u00ff\u00d8\u00ff")) {
            return JpegFile.read(file);
        }
        if (file.hasAt(0, PngFile.SIGNATURE)) {
            return PngFile.read(file);
        }
        if (file.hasAt(0, "RIFF") && file.hasAt(8, "WEBP")) {
            return WebpFile.read(file);
        }
        throw new BrokenFileException("the file is no photo: it is not JPEG, PNG or WebP");
    }

    /** A file of a format whose decoder refuses pictures that are not whole. */
    static PhotoFile whole(long width, long height, int orientation) {
        return new PhotoFile(side(width), side(height), orientation, false, isGrey -> 0);
    }

    private static int side(long pixels) {
        return (int) Math.min(pixels, Integer.MAX_VALUE);
    }

    static BrokenFileException animation() {
        return new BrokenFileException("the file is an animation; a photo is one picture");
    }
}
