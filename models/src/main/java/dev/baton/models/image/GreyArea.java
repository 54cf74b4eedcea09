package dev.baton.models.image;

import dev.baton.models.image.file.PhotoFile;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Looks whether an area of BGR pixels has the one grey that libjpeg puts where a file has no data. */
final class GreyArea {
    private static final int GREY = 128;
    private static final int ROUNDED = 2;
    private static final int PIXEL = 3;
    private static final int STEP = 3;

    private GreyArea() {}

    static boolean isGrey(Mat pixels, PhotoFile.Area area) {
        return IntStream.range(0, area.height())
                .filter(row -> row % STEP == 0)
                .allMatch(row -> isGrey(pixels.ptr(area.top() + row, area.left()), area.width()));
    }

    // Lightness alone: colours are blended with those of the units beside it.
    private static boolean isGrey(BytePointer row, int width) {
        for (int at = 0; at < width; at += STEP) {
            int lightness = (114 * value(row, at, 0) + 587 * value(row, at, 1) + 299 * value(row, at, 2) + 500) / 1000;
            if (Math.abs(lightness - GREY) > ROUNDED) {
                return false;
            }
        }
        return true;
    }

    private static int value(BytePointer row, int column, int channel) {
        return row.get((long) PIXEL * column + channel) & 0xff;
    }
}
