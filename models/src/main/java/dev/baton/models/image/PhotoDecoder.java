package dev.baton.models.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

/**
 * Decodes JPEG, PNG and WebP into upright 8-bit BGR pixels, the same as OpenCV's {@code IMREAD_COLOR}: grey is widened, 16 bits
 * are narrowed, alpha is dropped, EXIF orientation is applied. The container is walked first, so that neither a decompression
 * bomb nor a cut-off file reaches the decoder. Any thread may call it.
 */
public final class PhotoDecoder {
    private final ImageLimits limits;

    public PhotoDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /** The photo, to be closed by the caller. */
    public Photo decode(byte[] bytes) {
        limits.checkBytes(bytes.length);
        PhotoHeader header = PhotoHeader.read(bytes);
        limits.checkSize(header.width(), header.height());
        Mat pixels = pixels(bytes, header);
        if (pixels.empty() || !header.describes(pixels.cols(), pixels.rows())) {
            pixels.close();
            throw new UnreadablePhotoException("the " + header.format() + " is damaged and cannot be decoded");
        }
        return new Photo(pixels);
    }

    private static Mat pixels(byte[] bytes, PhotoHeader header) {
        try (BytePointer encoded = new BytePointer(bytes);
                Mat row = new Mat(1, bytes.length, opencv_core.CV_8UC1, encoded)) {
            return imdecode(row, IMREAD_COLOR);
        } catch (RuntimeException refused) {
            throw new UnreadablePhotoException("the " + header.format() + " cannot be decoded", refused);
        }
    }
}
