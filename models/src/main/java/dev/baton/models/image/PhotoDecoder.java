package dev.baton.models.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

/**
 * Decodes JPEG, PNG and WebP into upright 8-bit BGR pixels, the same as OpenCV's {@code IMREAD_COLOR}: grey is widened, 16 bits
 * are narrowed, alpha is dropped, EXIF orientation is applied. It decodes what it is given: bytes from strangers are to be checked
 * before, since the header alone decides how much memory is taken, and a file that was cut off decodes to a photo that is partly grey.
 * Any thread may call it.
 */
public final class PhotoDecoder {
    /**
     * Returns the photo, to be closed by the caller.
     *
     * @throws UnreadablePhotoException where the bytes are none
     */
    public Photo decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new UnreadablePhotoException("the file is empty");
        }
        Mat pixels = pixels(bytes);
        if (pixels.empty()) {
            pixels.close();
            throw new UnreadablePhotoException("the file is damaged or no photo: it cannot be decoded");
        }
        return new Photo(pixels);
    }

    private static Mat pixels(byte[] bytes) {
        try (BytePointer encoded = new BytePointer(bytes);
                Mat row = new Mat(1, bytes.length, opencv_core.CV_8UC1, encoded)) {
            return imdecode(row, IMREAD_COLOR);
        } catch (RuntimeException refused) {
            throw new UnreadablePhotoException("the file cannot be decoded", refused);
        }
    }
}
