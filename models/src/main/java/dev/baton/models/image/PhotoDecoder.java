package dev.baton.models.image;

import dev.baton.models.image.file.BrokenFileException;
import dev.baton.models.image.file.PhotoFile;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

/**
 * Decodes JPEG, PNG and WebP into upright 8-bit BGR pixels, the same as OpenCV's {@code IMREAD_COLOR}. Grey is widened, 16 bits are
 * narrowed, and alpha is dropped. CMYK is read as Adobe writes it (0 is full ink), with and without Adobe's marker. EXIF orientation of
 * any integer type is applied. Parts without data are grey, and the photo says so. Check untrusted files first: their header decides
 * how much memory is taken. Any thread may call it.
 */
public final class PhotoDecoder {
    /**
     * Returns the photo, to be closed by the caller.
     *
     * @throws UnreadablePhotoException where the bytes are none, or have no data of any part of one
     */
    public Photo decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new UnreadablePhotoException("the file is empty");
        }
        PhotoFile file = read(bytes);
        Mat pixels = pixels(bytes, file);
        double missing = file.missing().share(area -> GreyArea.isGrey(pixels, area));
        if (missing == 1) {
            pixels.close();
            throw new UnreadablePhotoException("the file is damaged: it has no data of the picture");
        }
        return new Photo(Orientation.upright(pixels, file.orientation()), warnings(file, missing));
    }

    private static PhotoFile read(byte[] bytes) {
        try {
            return PhotoFile.read(bytes);
        } catch (BrokenFileException e) {
            throw new UnreadablePhotoException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Mat pixels(byte[] bytes, PhotoFile file) {
        try (BytePointer encoded = new BytePointer(bytes);
                Mat row = new Mat(1, bytes.length, CV_8UC1, encoded)) {
            return pixels(row, file);
        } catch (UnreadablePhotoException e) {
            throw e;
        } catch (RuntimeException refused) {
            throw new UnreadablePhotoException("the file cannot be decoded", refused);
        }
    }

    // Cleared, lest a pixel that the decoder leaves out is what lay in memory before.
    private static Mat pixels(Mat encoded, PhotoFile file) {
        Mat pixels = new Mat(file.height(), file.width(), CV_8UC3, Scalar.BLACK);
        long cleared = pixels.data().address();
        boolean isDecoded;
        try (Mat decoded = imdecode(encoded, IMREAD_COLOR | IMREAD_IGNORE_ORIENTATION, pixels)) {
            isDecoded = !decoded.empty() && decoded.data().address() == cleared;
        }
        if (!isDecoded) {
            pixels.close();
            throw new UnreadablePhotoException("the file is damaged: it cannot be decoded");
        }
        return pixels;
    }

    private static List<String> warnings(PhotoFile file, double missing) {
        List<String> warnings = new ArrayList<>();
        if (missing > 0) {
            warnings.add(
                    "the file has no data for " + percent(missing)
                            + " of the photo, which is grey there; if it was damaged and not cut off, more of the photo is wrong");
        }
        if (file.isCoarse()) {
            warnings.add("the file ends before the last scans of the photo, which lacks details");
        }
        return warnings;
    }

    private static String percent(double share) {
        return share < 0.01 ? "less than 1 %" : "about " + Math.min(99, Math.round(100 * share)) + " %";
    }
}
