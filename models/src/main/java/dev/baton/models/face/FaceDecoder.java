package dev.baton.models.face;

import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.runtime.Tensor;
import java.util.List;

/** Reads a detector's outputs. */
sealed interface FaceDecoder permits ScrfdDecoder, YunetDecoder {

    /** The faces in photo pixels, best first; the photo had been scaled by {@code scale} into the top left of the input. */
    List<DetectedFace> decode(List<Tensor> outputs, double scale);

    static FaceDecoder of(ModelManifest manifest) {
        return switch (manifest.decoder()) {
            case SCRFD -> new ScrfdDecoder(manifest.input(), manifest.requireDetection());
            case YUNET -> new YunetDecoder(manifest.input(), manifest.requireDetection());
            default ->
                throw new IllegalArgumentException(
                        "decoder " + manifest.decoder() + " of " + manifest.file() + " does not find faces");
        };
    }
}
