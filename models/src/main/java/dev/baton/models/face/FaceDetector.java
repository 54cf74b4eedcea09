package dev.baton.models.face;

import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.image.Blob;
import dev.baton.models.image.Letterbox;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.OnnxModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the faces in a photo. Any thread may call it. */
public final class FaceDetector implements AutoCloseable {
    /** The side of a face that fills the input is underestimated so that a second look may not suffice. */
    private static final int LOOKS = 3;

    private static final double WELL_WITHIN = 0.6;
    private static final double ABOUT = 0.8;

    private final OnnxModel model;
    private final Input input;
    private final FaceDecoder decoder;
    private final double largestSide;

    /** Takes ownership of the model. */
    public FaceDetector(ModelManifest manifest, OnnxModel model) {
        this.model = model;
        this.input = manifest.input();
        this.decoder = FaceDecoder.of(manifest);
        Integer largest = manifest.requireDetection().largestSide();
        this.largestSide = largest == null ? Double.MAX_VALUE : largest;
    }

    public List<DetectedFace> detect(Photo photo) {
        return detect(photo, Cancellation.none());
    }

    /** The faces, best first. Where one is larger than the model finds reliably, the photo is looked at from farther away, too. */
    public List<DetectedFace> detect(Photo photo, Cancellation cancellation) {
        return detect(photo, 1, LOOKS, cancellation);
    }

    /** Looks at a photo that takes a {@code share} of the input's width and height, and so many times at most. */
    private List<DetectedFace> detect(Photo photo, double share, int looks, Cancellation cancellation) {
        cancellation.check();
        List<DetectedFace> found;
        double reliable;
        try (Letterbox fitted = Letterbox.topLeft(photo, input.width(), input.height(), input.padding(), share);
                Blob blob = Blob.of(fitted.pixels(), input.means(), input.scale(), input.channels() == Channels.RGB)) {
            found = decoder.decode(model.run(blob.values(), blob.shape(), cancellation), fitted.scale());
            reliable = largestSide / fitted.scale();
        }
        double largest = found.stream().mapToDouble(FaceDetector::side).max().orElse(0);
        if (looks == 1 || largest <= reliable) {
            return found;
        }
        double farther = share * WELL_WITHIN * reliable / largest;
        return joined(found, detect(photo, farther, looks - 1, cancellation), reliable);
    }

    /** The small faces of one look and the large ones of another, of which the small ones may be pieces. */
    static List<DetectedFace> joined(List<DetectedFace> near, List<DetectedFace> far, double reliable) {
        // A face of just this size may seem a little smaller from farther away.
        List<DetectedFace> large =
                far.stream().filter(face -> side(face) > ABOUT * reliable).toList();
        Stream<DetectedFace> small = near.stream()
                .filter(face -> side(face) <= reliable)
                .filter(face -> large.stream().noneMatch(other -> face.box().isMostlyIn(other.box())));
        return Stream.concat(large.stream(), small)
                .sorted(Comparator.comparingDouble(DetectedFace::score).reversed())
                .toList();
    }

    private static double side(DetectedFace face) {
        return Math.max(face.box().width(), face.box().height());
    }

    @Override
    public void close() {
        model.close();
    }
}
