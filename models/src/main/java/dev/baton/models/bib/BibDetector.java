package dev.baton.models.bib;

import dev.baton.models.catalog.Decoder;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.image.Blob;
import dev.baton.models.image.Letterbox;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.OnnxModel;
import java.util.List;

/** Finds bibs in a photo with a model of YOLOv8's layout. Any thread may call it. */
public final class BibDetector implements AutoCloseable {
    private final OnnxModel model;
    private final Input input;
    private final YoloDecoder decoder;

    /** Takes ownership of the model. */
    public BibDetector(ModelManifest manifest, OnnxModel model) {
        if (manifest.decoder() != Decoder.YOLOV8) {
            throw new IllegalArgumentException(
                    "decoder " + manifest.decoder() + " of " + manifest.file() + " does not find bibs");
        }
        this.model = model;
        this.input = manifest.input();
        this.decoder = new YoloDecoder(manifest.requireDetection());
    }

    /** The bibs, most certain first. */
    public List<DetectedBib> detect(Photo photo, Cancellation cancellation) {
        cancellation.check();
        try (Letterbox fitted = Letterbox.centred(photo, input.width(), input.height(), input.padding());
                Blob blob = Blob.of(fitted.pixels(), input.means(), input.scale(), input.channels() == Channels.RGB)) {
            List<DetectedBib> found = decoder.decode(
                    model.run(blob.values(), blob.shape(), cancellation).get(0));
            return found.stream().map(bib -> bib.unfitted(fitted, photo)).toList();
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
