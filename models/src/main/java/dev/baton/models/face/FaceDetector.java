package dev.baton.models.face;

import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.image.Blob;
import dev.baton.models.image.Letterbox;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.OnnxModel;
import java.util.List;

/** Finds the faces in a photo. Any thread may call it. */
public final class FaceDetector implements AutoCloseable {
    private final OnnxModel model;
    private final Input input;
    private final FaceDecoder decoder;

    /** Takes ownership of the model. */
    public FaceDetector(ModelManifest manifest, OnnxModel model) {
        this.model = model;
        this.input = manifest.input();
        this.decoder = FaceDecoder.of(manifest);
    }

    public List<DetectedFace> detect(Photo photo) {
        return detect(photo, Cancellation.none());
    }

    /** The faces, best first. */
    public List<DetectedFace> detect(Photo photo, Cancellation cancellation) {
        cancellation.check();
        try (Letterbox fitted = Letterbox.topLeft(photo, input.width(), input.height(), input.padding());
                Blob blob = Blob.of(fitted.pixels(), input.means(), input.scale(), input.channels() == Channels.RGB)) {
            return decoder.decode(model.run(blob.values(), blob.shape(), cancellation), fitted.scale());
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
