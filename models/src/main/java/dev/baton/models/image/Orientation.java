package dev.baton.models.image;

import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_core.transpose;

/** The eight ways in which a camera may have been held (JEITA CP-3451, tag 0x0112). */
final class Orientation {
    private static final int TOP_TO_BOTTOM = 0;
    private static final int LEFT_TO_RIGHT = 1;
    private static final int BOTH = -1;

    private Orientation() {}

    /** Returns the pixels turned upright; takes ownership of {@code stored}. */
    static Mat upright(Mat stored, int orientation) {
        Mat pixels = orientation >= 5 ? transposed(stored) : stored;
        switch (orientation) {
            case 2, 6 -> flip(pixels, pixels, LEFT_TO_RIGHT);
            case 3, 7 -> flip(pixels, pixels, BOTH);
            case 4, 8 -> flip(pixels, pixels, TOP_TO_BOTTOM);
            default -> {}
        }
        return pixels;
    }

    private static Mat transposed(Mat stored) {
        Mat turned = new Mat();
        transpose(stored, turned);
        stored.close();
        return turned;
    }
}
