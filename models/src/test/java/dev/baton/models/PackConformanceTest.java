package dev.baton.models;

import dev.baton.models.bib.BibDetector;
import dev.baton.models.bib.CtcReader;
import dev.baton.models.bib.DetectedBib;
import dev.baton.models.catalog.Decoder;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Detection;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.ModelSource;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.face.DetectedFace;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.face.Landmarks;
import dev.baton.models.image.Box;
import dev.baton.models.image.Drawing;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.image.Point;
import dev.baton.models.runtime.Cancellation;
import dev.baton.models.runtime.InferenceEngine;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.InferenceSettings;
import dev.baton.models.runtime.Onnx;
import dev.baton.models.runtime.OnnxModel;
import dev.baton.models.runtime.StandIns;
import java.awt.Color;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.offset;

/**
 * Every model of every pack, by its manifest, with a stand-in of the real file's signature: from the photo through letterbox or
 * alignment, channel order and scale, through ONNX Runtime and the decoder, back to the photo's pixels.
 */
class PackConformanceTest {
    private static final Box SQUARE = new Box(96, 64, 112, 80);
    private static final Landmarks LANDMARKS = new Landmarks(List.of(
            new Point(130, 90), new Point(180, 90), new Point(155, 120), new Point(135, 150), new Point(175, 150)));

    static Stream<Named> models(ModelRole role) {
        PackCatalog catalog = PackCatalog.bundled();
        return catalog.names().stream()
                .flatMap(name -> catalog.find(name).stream())
                .flatMap(pack -> pack.model(role).stream().map(model -> new Named(pack.name(), model)));
    }

    static Stream<Named> faceDetectors() {
        return models(ModelRole.FACE_DETECTOR);
    }

    static Stream<Named> faceEmbedders() {
        return models(ModelRole.FACE_EMBEDDER);
    }

    static Stream<Named> bibDetectors() {
        return Stream.concat(models(ModelRole.BIB_DETECTOR), Stream.of(new Named("a user's own", usualYolo())));
    }

    static Stream<Named> recognizers() {
        return models(ModelRole.TEXT_RECOGNIZER);
    }

    @ParameterizedTest
    @MethodSource("faceDetectors")
    void faceDetectorFindsTheBrightSquareWhereItIs(Named model) {
        try (FaceDetector detector = new FaceDetector(model.manifest(), standIn(model.manifest()));
                Photo photo = photo(SQUARE);
                Photo dark = photo(new Box(0, 0, 0, 0))) {
            List<DetectedFace> faces = detector.detect(photo);

            assertThat(faces).isNotEmpty().allSatisfy(face -> {
                assertInSquare(face.box());
                face.landmarks().points().forEach(point -> assertInSquare(point.x(), point.y()));
            });
            assertThat(faces.get(0).score()).isCloseTo(0.95f, offset(1e-3f));
            assertThat(detector.detect(dark)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("bibDetectors")
    void bibDetectorFindsTheBrightSquareWhereItIs(Named model) {
        try (BibDetector detector = new BibDetector(model.manifest(), standIn(model.manifest()));
                Photo photo = photo(SQUARE);
                Photo dark = photo(new Box(0, 0, 0, 0))) {
            List<DetectedBib> bibs = detector.detect(photo, Cancellation.none());

            assertThat(bibs).isNotEmpty().allSatisfy(bib -> assertInSquare(bib.box()));
            assertThat(bibs.get(0).score()).isCloseTo(0.95f, offset(1e-3f));
            assertThat(detector.detect(dark, Cancellation.none())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("faceEmbedders")
    void embedderSeesTheColoursInItsOrderAndScale(Named model) {
        ModelManifest manifest = model.manifest();
        try (FaceEmbedder embedder = new FaceEmbedder(manifest, standIn(manifest));
                Photo photo = decode(Drawing.plain(320, 240, new Color(200, 120, 40), "png"))) {
            float[] vector = embedder.embed(photo, LANDMARKS);

            assertThat(vector).hasSize(manifest.requireEmbedding().dimension());
            assertThat(vector).containsExactly(expected(manifest), offset(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource({"faceDetectors", "faceEmbedders", "bibDetectors", "recognizers"})
    void modelOfAnotherSignatureIsRefusedAndNamed(Named model) {
        // It answers with the picture.
        OnnxModel echo = load(Onnx.chain("Relu", 1, 4));

        try (Photo photo = photo(SQUARE)) {
            assertThatExceptionOfType(InferenceFailedException.class)
                    .isThrownBy(() -> run(model.manifest(), echo, photo))
                    .withMessageMatching("(?s).*(has|have|give).*");
        } finally {
            echo.close();
        }
    }

    /** As Ultralytics exports it, with more labels than one. */
    private static ModelManifest usualYolo() {
        Input input = new Input(640, 640, Channels.RGB, List.of(0.0, 0.0, 0.0), 1 / 255.0, 114);
        Detection detection = new Detection(0.25, 0.45, 300, List.of("runner", "bib"));
        ModelSource source = new ModelSource("mirror only");
        return new ModelManifest(
                ModelRole.BIB_DETECTOR,
                "yolov8n-bibs.onnx",
                null,
                "0".repeat(64),
                "unknown",
                source,
                null,
                Decoder.YOLOV8,
                input,
                detection,
                null,
                null,
                null,
                null);
    }

    private static void run(ModelManifest manifest, OnnxModel model, Photo photo) {
        switch (manifest.role()) {
            case FACE_DETECTOR -> new FaceDetector(manifest, model).detect(photo);
            case FACE_EMBEDDER -> new FaceEmbedder(manifest, model);
            case BIB_DETECTOR -> new BibDetector(manifest, model).detect(photo, Cancellation.none());
            case TEXT_RECOGNIZER -> new CtcReader(manifest, model);
            default -> throw new IllegalArgumentException(manifest.role() + " looks at no photo");
        }
    }

    private static void assertInSquare(Box box) {
        assertInSquare((box.x1() + box.x2()) / 2, (box.y1() + box.y2()) / 2);
    }

    private static void assertInSquare(float x, float y) {
        assertThat(x).isBetween(SQUARE.x1(), SQUARE.x2());
        assertThat(y).isBetween(SQUARE.y1(), SQUARE.y2());
    }

    private static float[] expected(ModelManifest manifest) {
        boolean isRgb = manifest.input().channels() == Channels.RGB;
        double[] colour = isRgb ? new double[] {200, 120, 40} : new double[] {40, 120, 200};
        double[] means = manifest.input().means();
        int dimension = manifest.requireEmbedding().dimension();
        double[] vector = new double[dimension];
        for (int at = 0; at < dimension; at++) {
            int channel = at * 3 / dimension;
            vector[at] = (colour[channel] - means[channel]) * manifest.input().scale();
        }
        double length = Math.sqrt(Arrays.stream(vector).map(one -> one * one).sum());
        float[] unit = new float[dimension];
        for (int at = 0; at < dimension; at++) {
            unit[at] = (float) (vector[at] / length);
        }
        return unit;
    }

    private static OnnxModel standIn(ModelManifest manifest) {
        return load(StandIns.of(manifest));
    }

    private static OnnxModel load(ByteBuffer content) {
        return new InferenceEngine(InferenceSettings.defaults()).load("stand-in", content);
    }

    /** Dark grey, with a white square. */
    private static Photo photo(Box square) {
        return decode(Drawing.encoded(
                Drawing.picture(320, 240, graphics -> {
                    graphics.setColor(Color.DARK_GRAY);
                    graphics.fillRect(0, 0, 320, 240);
                    graphics.setColor(Color.WHITE);
                    graphics.fillRect(
                            (int) square.x1(), (int) square.y1(), (int) square.width(), (int) square.height());
                }),
                "png"));
    }

    private static Photo decode(byte[] png) {
        return new PhotoDecoder().decode(png);
    }

    /** A model and the pack that it is from, for the test's name. */
    record Named(String pack, ModelManifest manifest) {
        Decoder decoder() {
            return manifest.decoder();
        }

        @Override
        public String toString() {
            return pack + " " + manifest.file() + " (" + decoder() + ")";
        }
    }
}
