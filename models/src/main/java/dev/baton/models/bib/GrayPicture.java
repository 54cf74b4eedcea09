package dev.baton.models.bib;

import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

/**
 * A grey part of a photo at a size that suits reading; freed on close.
 *
 * @param pixels the grey pixels
 * @param scale pixels here per pixel of the photo
 * @param left where the part begins in the photo
 * @param top where the part begins in the photo
 */
record GrayPicture(Mat pixels, double scale, int left, int top) implements AutoCloseable {

    /** The whole photo, made smaller or larger so that its longer side lies between these. */
    static GrayPicture whole(Photo photo, int minSide, int maxSide) {
        double scale = Math.min(1, (double) maxSide / photo.longerSide());
        if (photo.longerSide() < minSide) {
            scale = (double) minSide / photo.longerSide();
        }
        return new GrayPicture(scaled(photo.pixels(), scale), scale, 0, 0);
    }

    /** A part of the photo, brought to a height. */
    static GrayPicture part(Photo photo, Box box, int height) {
        int left = Math.min(photo.width() - 1, (int) box.x1());
        int top = Math.min(photo.height() - 1, (int) box.y1());
        int width = Math.max(1, Math.min(photo.width() - left, Math.round(box.width())));
        int rows = Math.max(1, Math.min(photo.height() - top, Math.round(box.height())));
        double scale = (double) height / rows;
        try (Rect place = new Rect(left, top, width, rows);
                Mat part = new Mat(photo.pixels(), place)) {
            return new GrayPicture(scaled(part, scale), scale, left, top);
        }
    }

    /** From pixels here to those of the photo. */
    Box inPhoto(Box box) {
        return new Box(
                (float) (box.x1() / scale + left),
                (float) (box.y1() / scale + top),
                (float) (box.x2() / scale + left),
                (float) (box.y2() / scale + top));
    }

    @Override
    public void close() {
        pixels.close();
    }

    private static Mat scaled(Mat bgr, double scale) {
        int width = Math.max(1, (int) Math.round(bgr.cols() * scale));
        int height = Math.max(1, (int) Math.round(bgr.rows() * scale));
        try (Mat gray = new Mat();
                Size size = new Size(width, height)) {
            cvtColor(bgr, gray, COLOR_BGR2GRAY);
            Mat scaled = new Mat();
            resize(gray, scaled, size, 0, 0, scale < 1 ? INTER_AREA : INTER_CUBIC);
            return scaled;
        }
    }
}
