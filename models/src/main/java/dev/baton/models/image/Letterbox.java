package dev.baton.models.image;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

/**
 * A photo fitted into a model's input, keeping its shape, with padding beside it.
 *
 * @param pixels the input, freed on close
 * @param scale input pixels per photo pixel
 * @param left padding left of the photo, in input pixels
 * @param top padding above the photo, in input pixels
 */
public record Letterbox(Mat pixels, double scale, int left, int top) implements AutoCloseable {

    /** The photo in the top left corner, sized as InsightFace does: the other side is cut to whole pixels. */
    public static Letterbox topLeft(Photo photo, int width, int height, int padding) {
        return topLeft(photo, width, height, padding, 1);
    }

    /** The same with a photo that takes only a {@code share} of the input's width and height. */
    public static Letterbox topLeft(Photo photo, int fullWidth, int fullHeight, int padding, double share) {
        int width = Math.max(1, (int) (fullWidth * share));
        int height = Math.max(1, (int) (fullHeight * share));
        double shape = (double) photo.height() / photo.width();
        boolean isTall = shape > (double) height / width;
        int newHeight = isTall ? height : (int) (width * shape);
        int newWidth = isTall ? (int) (height / shape) : width;
        // The side that fills the input is scaled exactly; the other one's cut-off fraction of a pixel is not counted.
        double scale = isTall ? (double) height / photo.height() : (double) width / photo.width();
        Fit fit = new Fit(Math.max(1, newWidth), Math.max(1, newHeight), 0, 0, padding);
        return new Letterbox(fit.into(photo.pixels(), fullWidth, fullHeight), scale, 0, 0);
    }

    /** The photo in the middle, sized as Ultralytics does. */
    public static Letterbox centred(Photo photo, int width, int height, int padding) {
        double scale = Math.min((double) height / photo.height(), (double) width / photo.width());
        int newWidth = (int) Math.max(1, Math.rint(photo.width() * scale));
        int newHeight = (int) Math.max(1, Math.rint(photo.height() * scale));
        int left = (int) Math.rint((width - newWidth) / 2.0 - 0.1);
        int top = (int) Math.rint((height - newHeight) / 2.0 - 0.1);
        Fit fit = new Fit(newWidth, newHeight, left, top, padding);
        return new Letterbox(fit.into(photo.pixels(), width, height), scale, left, top);
    }

    @Override
    public void close() {
        pixels.close();
    }

    private record Fit(int width, int height, int left, int top, int padding) {
        Mat into(Mat photo, int canvasWidth, int canvasHeight) {
            try (Size size = new Size(width, height);
                    Mat resized = new Mat();
                    Scalar grey = new Scalar(padding, padding, padding, 0)) {
                resize(photo, resized, size, 0, 0, INTER_LINEAR);
                Mat canvas = new Mat();
                int bottom = canvasHeight - height - top;
                int right = canvasWidth - width - left;
                copyMakeBorder(resized, canvas, top, bottom, left, right, BORDER_CONSTANT, grey);
                return canvas;
            }
        }
    }
}
