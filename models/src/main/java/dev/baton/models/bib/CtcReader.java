package dev.baton.models.bib;

import dev.baton.models.catalog.Decoder;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.catalog.ModelManifest.Recognition;
import dev.baton.models.image.Blob;
import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.OnnxModel;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

/** Reads bibs with a recogniser of PaddleOCR's layout. Any thread may call it. */
public final class CtcReader implements NumberReader {
    private final OnnxModel model;
    private final Input input;
    private final Recognition recognition;
    private final CtcDecoder decoder;

    /** Takes ownership of the model; refuses one whose classes are not the manifest's characters and a blank. */
    public CtcReader(ModelManifest manifest, OnnxModel model) {
        if (manifest.decoder() != Decoder.CTC) {
            throw new IllegalArgumentException(
                    "decoder " + manifest.decoder() + " of " + manifest.file() + " does not read text");
        }
        this.model = model;
        this.input = manifest.input();
        this.recognition = manifest.requireRecognition();
        this.decoder = new CtcDecoder(recognition.charset());
        tryOut();
    }

    @Override
    public Optional<Bib> read(Photo photo, Box box, BibNumbers numbers, Cancellation cancellation) {
        Readings readings = new Readings(box);
        for (Candidate candidate : text(photo, box, cancellation)) {
            numbers.asRead(candidate.text()).ifPresent(number -> readings.add(number, candidate.confidence()));
        }
        return readings.bib();
    }

    /** What stands in a part of the photo, most confident first. */
    List<Candidate> text(Photo photo, Box box, Cancellation cancellation) {
        cancellation.check();
        Box inside = box.grownBy(recognition.margin()).clippedTo(photo.width(), photo.height());
        int left = Math.min(photo.width() - 1, (int) inside.x1());
        int top = Math.min(photo.height() - 1, (int) inside.y1());
        int width = Math.max(1, Math.min(photo.width() - left, Math.round(inside.width())));
        int height = Math.max(1, Math.min(photo.height() - top, Math.round(inside.height())));
        try (Rect place = new Rect(left, top, width, height);
                Mat part = new Mat(photo.pixels(), place);
                Mat fitted = fitted(part)) {
            return run(fitted, cancellation);
        }
    }

    private Mat fitted(Mat part) {
        int natural = (int) Math.ceil((double) input.height() * part.cols() / part.rows());
        int width = Math.max(recognition.minWidth(), Math.min(input.width(), natural));
        boolean shrinks = part.rows() > input.height() && part.cols() > width;
        try (Size size = new Size(width, input.height())) {
            Mat fitted = new Mat();
            resize(part, fitted, size, 0, 0, shrinks ? INTER_AREA : INTER_LINEAR);
            return fitted;
        }
    }

    private List<Candidate> run(Mat fitted, Cancellation cancellation) {
        try (Blob blob = Blob.of(fitted, input.means(), input.scale(), input.channels() == Channels.RGB)) {
            return decoder.decode(
                    model.run(blob.values(), blob.shape(), cancellation).get(0));
        }
    }

    private void tryOut() {
        try (Scalar grey = new Scalar(127, 127, 127, 0);
                Mat nothing = new Mat(input.height(), input.width(), opencv_core.CV_8UC3, grey)) {
            run(nothing, Cancellation.none());
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
