package dev.baton.models.face;

import dev.baton.models.ModelRegistry;
import dev.baton.models.ModelSettings;
import dev.baton.models.image.Box;
import dev.baton.models.image.Drawing;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Faces of the sample photos, from near and far, with the built-in models. */
class StarterFacesTest {
    private static final double SAME_PERSON = 0.45;

    private static ModelRegistry models;

    @BeforeAll
    static void load(@TempDir Path directory) {
        models = ModelRegistry.load(ModelSettings.defaults().withDirectory(directory));
    }

    @AfterAll
    static void close() {
        models.close();
    }

    @ParameterizedTest
    @CsvSource({
        "two-near, 0.3",
        "two-near, 0.4",
        "two-near, 0.5",
        "two-near, 0.7",
        "two-near, 0.9",
        "upright, 0.3",
        "upright, 0.5",
        "upright, 0.7",
        "upright, 0.9",
    })
    void personIsFoundByASelfieOfWhichTheFaceTakesAnyShare(String sample, double share) throws IOException {
        byte[] content = Files.readAllBytes(Path.of("samples", sample + ".jpg"));
        try (Photo photo = new PhotoDecoder().decode(content)) {
            DetectedFace wanted = largest(photo);
            byte[] cut = selfie(ImageIO.read(new ByteArrayInputStream(content)), wanted.box(), share);
            try (Photo selfie = new PhotoDecoder().decode(cut)) {
                float[] one = embedded(photo, wanted);
                float[] other = embedded(selfie, largest(selfie));
                double cosine = IntStream.range(0, one.length)
                        .mapToDouble(at -> one[at] * other[at])
                        .sum();
                assertThat(cosine).isGreaterThan(SAME_PERSON);
            }
        }
    }

    private static DetectedFace largest(Photo photo) {
        return models.faceDetector().orElseThrow().detect(photo).stream()
                .max(Comparator.comparingDouble(face -> face.box().height()))
                .orElseThrow();
    }

    private static float[] embedded(Photo photo, DetectedFace face) {
        return models.faceEmbedder().orElseThrow().embed(photo, face.landmarks());
    }

    /** A square around a face that takes so great a share of its height, as PNG. */
    private static byte[] selfie(BufferedImage photo, Box face, double share) {
        int side = (int) (face.height() / share);
        int left = (int) Math.max(0, (face.x1() + face.x2() - side) / 2);
        int top = (int) Math.max(0, (face.y1() + face.y2() - side) / 2);
        int width = Math.min(side, photo.getWidth() - left);
        int height = Math.min(side, photo.getHeight() - top);
        return Drawing.encoded(photo.getSubimage(left, top, width, height), "png");
    }

    @Test
    void piecesOfALargeFaceAreDropped() {
        DetectedFace whole = Faces.at(new Box(0, 0, 300, 400), 0.8);
        DetectedFace wrong = Faces.at(new Box(0, 0, 320, 330), 0.9);
        DetectedFace piece = Faces.at(new Box(50, 50, 150, 150), 0.7);
        DetectedFace beside = Faces.at(new Box(400, 0, 500, 100), 0.6);
        DetectedFace small = Faces.at(new Box(400, 1, 501, 101), 0.9);

        assertThat(FaceDetector.joined(List.of(wrong, piece, beside), List.of(small, whole), 200))
                .containsExactly(whole, beside);
    }
}
