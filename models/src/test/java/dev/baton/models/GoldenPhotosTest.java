package dev.baton.models;

import dev.baton.models.blur.BlurDetector;
import dev.baton.models.face.DetectedFace;
import dev.baton.models.face.FaceEmbedder;
import dev.baton.models.face.Landmarks;
import dev.baton.models.image.Box;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.image.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The same photos through the Python references and through this library; expected values come from the former. */
@EnabledIf(
        value = "dev.baton.models.SharedData#present",
        disabledReason = "reference photos are not there; BATON_SHARED_DATA names their folder")
class GoldenPhotosTest {
    private static final PhotoDecoder DECODER = new PhotoDecoder();

    @TempDir
    private static Path directory;

    private static ModelRegistry lab;
    private static ModelRegistry openvino;
    private static Map<String, GoldenPhoto> photos;

    @BeforeAll
    static void loadModels() throws IOException {
        photos = GoldenPhoto.all();
        lab = ModelRegistry.load(SharedData.installed(directory, "lab"));
        openvino = ModelRegistry.load(SharedData.installed(directory, "lab-openvino"));
    }

    @AfterAll
    static void unloadModels() {
        if (lab != null && openvino != null) {
            lab.close();
            openvino.close();
        }
    }

    @Test
    void facesBoxesLandmarksAndScoresAreThoseOfTheReference() throws IOException {
        for (Map.Entry<String, GoldenPhoto> golden : photos.entrySet()) {
            try (Photo photo = decode(golden)) {
                List<DetectedFace> faces = lab.faceDetector().orElseThrow().detect(photo);

                assertThat(faces)
                        .as(golden.getKey())
                        .hasSameSizeAs(golden.getValue().faces());
                double tolerance = Math.max(2, 0.003 * photo.longerSide());
                golden.getValue()
                        .faces()
                        .forEach(face -> assertThat(faces)
                                .as("%s: a face at %s", golden.getKey(), face.box())
                                .anySatisfy(found -> assertSame(found, face, tolerance)));
            }
        }
    }

    @Test
    void embeddingsOfBothEmbeddersPointWhereTheReferencesDo() throws IOException {
        for (Map.Entry<String, GoldenPhoto> golden : photos.entrySet()) {
            try (Photo photo = decode(golden)) {
                List<DetectedFace> found = lab.faceDetector().orElseThrow().detect(photo);
                for (GoldenPhoto.Face face : golden.getValue().faces()) {
                    Landmarks landmarks = nearest(found, face).landmarks();
                    assertThat(cosine(embed(lab, photo, landmarks), face.mobilefacenet()))
                            .as(golden.getKey())
                            .isGreaterThanOrEqualTo(0.995);
                    assertThat(cosine(embed(openvino, photo, landmarks), face.retail()))
                            .as(golden.getKey())
                            .isGreaterThanOrEqualTo(0.995);
                }
            }
        }
    }

    @Test
    void laplacianVarianceIsThatOfTheReference() throws IOException {
        for (Map.Entry<String, GoldenPhoto> golden : photos.entrySet()) {
            try (Photo photo = decode(golden)) {
                double expected = golden.getValue().laplacianVariance();
                assertThat(new BlurDetector().detect(photo).laplacianVariance())
                        .as(golden.getKey())
                        .isCloseTo(expected, within(0.005 * expected));
            }
        }
    }

    @Test
    void onePersonIsMoreLikeItselfThanLikeAnyOther() throws IOException {
        for (ModelRegistry models : List.of(lab, openvino)) {
            List<Known> known = known(models);
            double least = pairs(known, true).stream().min(Double::compare).orElseThrow();
            double most = pairs(known, false).stream().max(Double::compare).orElseThrow();
            assertThat(least).isGreaterThan(most);
        }
    }

    private static DetectedFace nearest(List<DetectedFace> found, GoldenPhoto.Face face) {
        return found.stream()
                .max(Comparator.comparingDouble(one -> one.box().overlap(face.box())))
                .orElseThrow();
    }

    private static List<Known> known(ModelRegistry models) throws IOException {
        List<Known> known = new ArrayList<>();
        for (Map.Entry<String, GoldenPhoto> golden : photos.entrySet()) {
            String person = golden.getValue().person();
            if (person != null) {
                try (Photo photo = decode(golden)) {
                    DetectedFace face =
                            lab.faceDetector().orElseThrow().detect(photo).get(0);
                    known.add(new Known(person, embed(models, photo, face.landmarks())));
                }
            }
        }
        return known;
    }

    private static List<Double> pairs(List<Known> known, boolean ofOnePerson) {
        List<Double> similarities = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            for (Known other : known.subList(i + 1, known.size())) {
                if (known.get(i).isSamePerson(other) == ofOnePerson) {
                    similarities.add(known.get(i).similarity(other));
                }
            }
        }
        return similarities;
    }

    private static Photo decode(Map.Entry<String, GoldenPhoto> golden) throws IOException {
        Photo photo = DECODER.decode(golden.getValue().bytes(golden.getKey()));
        assertThat(List.of(photo.width(), photo.height()))
                .containsExactly(golden.getValue().width(), golden.getValue().height());
        return photo;
    }

    private static float[] embed(ModelRegistry models, Photo photo, Landmarks landmarks) {
        FaceEmbedder embedder = models.faceEmbedder().orElseThrow();
        return embedder.embed(photo, landmarks);
    }

    private static void assertSame(DetectedFace found, GoldenPhoto.Face expected, double tolerance) {
        assertThat((double) found.score()).isCloseTo(expected.score(), within(0.02));
        Box box = found.box();
        assertNear(
                new Point(box.x1(), box.y1()),
                new Point(expected.box().x1(), expected.box().y1()),
                tolerance);
        assertNear(
                new Point(box.x2(), box.y2()),
                new Point(expected.box().x2(), expected.box().y2()),
                tolerance);
        for (int i = 0; i < expected.points().size(); i++) {
            assertNear(found.landmarks().points().get(i), expected.points().get(i), tolerance);
        }
    }

    private static void assertNear(Point found, Point expected, double tolerance) {
        assertThat((double) found.x()).isCloseTo(expected.x(), within(tolerance));
        assertThat((double) found.y()).isCloseTo(expected.y(), within(tolerance));
    }

    private static double cosine(float[] a, List<Float> b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b.get(i);
            squaresOfA += a[i] * a[i];
            squaresOfB += b.get(i) * b.get(i);
        }
        return dot / Math.sqrt(squaresOfA * squaresOfB);
    }

    private static final class Known {
        private final String person;
        private final float[] embedding;

        Known(String person, float[] embedding) {
            this.person = person;
            this.embedding = embedding;
        }

        boolean isSamePerson(Known other) {
            return person.equals(other.person);
        }

        double similarity(Known other) {
            double dot = 0;
            for (int i = 0; i < embedding.length; i++) {
                dot += embedding[i] * other.embedding[i];
            }
            return dot;
        }
    }
}
