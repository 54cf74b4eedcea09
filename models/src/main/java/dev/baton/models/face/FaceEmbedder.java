package dev.baton.models.face;

import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Embedding;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.image.Blob;
import dev.baton.models.image.Photo;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.OnnxModel;
import dev.baton.models.runtime.Tensor;
import java.util.OptionalDouble;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Turns a face into a vector of length one; the dot product of two is their similarity. Any thread may call it. */
public final class FaceEmbedder implements AutoCloseable {
    private final OnnxModel model;
    private final String name;
    private final Input input;
    private final Embedding embedding;
    private final FaceAligner aligner;

    /** Takes ownership of the model; refuses one whose vectors have another dimension than the manifest says. */
    public FaceEmbedder(ModelManifest manifest, OnnxModel model) {
        this.model = model;
        this.name = manifest.id();
        this.input = manifest.input();
        this.embedding = manifest.requireEmbedding();
        this.aligner = new FaceAligner(manifest.requireAlignment());
        tryOut();
    }

    public int dimension() {
        return embedding.dimension();
    }

    /** Which model made a vector: only vectors of one model can be compared. */
    public String model() {
        return name;
    }

    /** The similarity from which on two faces count as one person, if the model's authors recommend one. */
    public OptionalDouble samePersonSimilarity() {
        Double recommended = embedding.samePersonSimilarity();
        return recommended == null ? OptionalDouble.empty() : OptionalDouble.of(recommended);
    }

    public float[] embed(Photo photo, Landmarks landmarks) {
        return embed(photo, landmarks, Cancellation.none());
    }

    public float[] embed(Photo photo, Landmarks landmarks, Cancellation cancellation) {
        cancellation.check();
        try (Mat face = aligner.align(photo, landmarks)) {
            return normalized(run(face, cancellation));
        }
    }

    private float[] run(Mat face, Cancellation cancellation) {
        try (Blob blob = Blob.of(face, input.means(), input.scale(), input.channels() == Channels.RGB)) {
            Tensor vector = model.run(blob.values(), blob.shape(), cancellation).get(0);
            if (vector.size() != embedding.dimension()) {
                throw new InferenceFailedException(
                        "embedder " + name + " should give " + embedding.dimension() + " numbers, gave " + vector);
            }
            return vector.values();
        }
    }

    private void tryOut() {
        try (Scalar grey = new Scalar(127, 127, 127, 0);
                Mat face = new Mat(input.height(), input.width(), opencv_core.CV_8UC3, grey)) {
            run(face, Cancellation.none());
        }
    }

    private static float[] normalized(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new InferenceFailedException("an embedding has length " + length);
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    @Override
    public void close() {
        model.close();
    }
}
