package dev.baton.models.catalog;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One model of a pack: where its file comes from and every number of its pre- and post-processing.
 *
 * @param role what it is for
 * @param file name of the file in the model directory
 * @param size bytes of the file; absent where upstream states only the checksum
 * @param sha256 checksum of the file
 * @param licence licence of these weights
 * @param source where the file, or the archive that holds it, is downloaded
 * @param archive the archive at the source, if the file is a member of one
 * @param decoder how its outputs are read
 * @param input for models of pictures: how one becomes its input
 * @param detection for detectors: what is kept
 * @param alignment for embedders: where landmarks are moved to
 * @param embedding for embedders: the vector
 * @param recognition for text recognisers: the characters
 * @param classification for models of moods: what their probabilities are of
 */
public record ModelManifest(
        ModelRole role,
        String file,
        @Nullable Long size,
        String sha256,
        String licence,
        ModelSource source,
        @Nullable Archive archive,
        Decoder decoder,
        @Nullable Input input,
        @Nullable Detection detection,
        @Nullable Alignment alignment,
        @Nullable Embedding embedding,
        @Nullable Recognition recognition,
        @Nullable Classification classification) {

    public ModelManifest {
        if (!file.matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            throw new IllegalArgumentException("model file must be a plain file name, was " + file);
        }
        Sha256.requireDigest(sha256, file);
    }

    /** Tells this model's file from every other: its name and the start of its checksum. */
    public String id() {
        return file + "@" + sha256.substring(0, 12);
    }

    /** Returns how a picture becomes the model's input. */
    @Override
    public Input input() {
        return require(input, "input");
    }

    public Detection requireDetection() {
        return require(detection, "detection");
    }

    public Alignment requireAlignment() {
        return require(alignment, "alignment");
    }

    public Embedding requireEmbedding() {
        return require(embedding, "embedding");
    }

    public Recognition requireRecognition() {
        return require(recognition, "recognition");
    }

    public Classification requireClassification() {
        return require(classification, "classification");
    }

    private <T> T require(@Nullable T part, String name) {
        if (part == null) {
            throw new IllegalArgumentException("the manifest of " + file + " lacks \"" + name + "\"");
        }
        return part;
    }

    /** A zip file at the source; the member is the entry whose last path segment is {@code member}. */
    public record Archive(long size, String sha256, String member) {
        public Archive {
            Sha256.requireDigest(sha256, member);
        }
    }

    /** Order of the colour channels. */
    public enum Channels {
        RGB,
        BGR
    }

    /**
     * A pixel becomes {@code (value - mean) * scale}, in planes.
     *
     * @param padding grey value beside a picture of another shape
     */
    public record Input(int width, int height, Channels channels, List<Double> mean, double scale, int padding) {
        public Input {
            if (width < 1 || height < 1 || mean.size() != 3 || !(scale > 0)) {
                throw new IllegalArgumentException("input needs positive width, height and scale and three means");
            }
            mean = List.copyOf(mean);
        }

        public double[] means() {
            return mean.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    /**
     * What a detector keeps.
     *
     * @param doubtfulThreshold from which on something is kept in doubt, for others to decide; where absent, nothing is
     * @param largestSide of what it finds reliably, in pixels of its input; where absent, any
     */
    public record Detection(
            double scoreThreshold,
            double nmsThreshold,
            int maxDetections,
            List<String> labels,
            @Nullable Double doubtfulThreshold,
            @Nullable Integer largestSide) {
        public Detection {
            if (!(scoreThreshold > 0) || scoreThreshold >= 1 || !(nmsThreshold > 0) || nmsThreshold > 1) {
                throw new IllegalArgumentException("thresholds must lie between 0 and 1");
            }
            double least = Objects.requireNonNullElse(doubtfulThreshold, scoreThreshold);
            if (!(least > 0) || least > scoreThreshold) {
                throw new IllegalArgumentException("doubtfulThreshold must lie between 0 and scoreThreshold");
            }
            if (maxDetections < 1 || Objects.requireNonNullElse(largestSide, 1) < 1 || labels.isEmpty()) {
                throw new IllegalArgumentException("maxDetections and largestSide must be positive, labels present");
            }
            labels = List.copyOf(labels);
        }

        /** One that is never in doubt, whatever the size. */
        public Detection(double scoreThreshold, double nmsThreshold, int maxDetections, List<String> labels) {
            this(scoreThreshold, nmsThreshold, maxDetections, labels, null, null);
        }

        /** The score from which on something is kept, in doubt or not. */
        public double leastThreshold() {
            return Objects.requireNonNullElse(doubtfulThreshold, scoreThreshold);
        }
    }

    /** The size of an aligned face and where its five landmarks lie: eyes, nose, mouth corners, each left to right. */
    public record Alignment(int width, int height, List<List<Double>> points) {
        public Alignment {
            if (width < 1
                    || height < 1
                    || points.size() != 5
                    || !points.stream().allMatch(p -> p.size() == 2)) {
                throw new IllegalArgumentException("alignment needs a size and five points of two numbers");
            }
            points = points.stream().map(List::copyOf).toList();
        }
    }

    /**
     * The vector of an embedder.
     *
     * @param samePersonSimilarity cosine from which on two faces count as one person, if the model's authors recommend one
     */
    public record Embedding(int dimension, @Nullable Double samePersonSimilarity) {
        public Embedding {
            if (dimension < 1) {
                throw new IllegalArgumentException("dimension must be positive, was " + dimension);
            }
        }
    }

    /**
     * The characters of a recogniser, in the order of its classes after the blank. Text is brought to the height of the input and
     * keeps its shape, but is made no narrower than {@code minWidth} and no wider than the input. It is read with a {@code margin} on
     * each side, a share of its width and height.
     */
    public record Recognition(String charset, int minWidth, double margin) {
        public Recognition {
            if (charset.isEmpty() || minWidth < 1) {
                throw new IllegalArgumentException("recognition needs a charset and a positive width, was " + minWidth);
            }
            if (!(margin >= 0) || margin > 1) {
                throw new IllegalArgumentException("margin must be 0 to 1, was " + margin);
            }
        }
    }

    /** What each probability is of, in the model's order; of a yes or no the yes alone. */
    public record Classification(List<String> labels) {
        public Classification {
            if (labels.isEmpty()) {
                throw new IllegalArgumentException("classification needs labels");
            }
            labels = List.copyOf(labels);
        }
    }
}
