package dev.baton.models.image;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One decoded photo: upright 8-bit BGR pixels in native memory. Its opener closes it; several threads may read it meanwhile.
 */
public final class Photo implements AutoCloseable {
    private final Mat pixels;
    private final int width;
    private final int height;
    private final List<String> warnings;

    /** Takes ownership of the pixels, which must be 8-bit BGR. */
    Photo(Mat pixels, List<String> warnings) {
        this.pixels = pixels;
        this.warnings = List.copyOf(warnings);
        this.width = pixels.cols();
        this.height = pixels.rows();
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int longerSide() {
        return Math.max(width, height);
    }

    /** What its file lacks, for people to read; usually nothing. */
    public List<String> warnings() {
        return warnings;
    }

    /** The pixels, owned by this photo: to be read only, and neither kept nor closed by the caller. */
    public Mat pixels() {
        if (pixels.isNull()) {
            throw new IllegalStateException("the photo is closed");
        }
        return pixels;
    }

    @Override
    public void close() {
        pixels.close();
    }
}
