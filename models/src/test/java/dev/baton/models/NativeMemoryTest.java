package dev.baton.models;

import dev.baton.models.face.DetectedFace;
import dev.baton.models.face.FaceQuality;
import dev.baton.models.image.Drawing;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Photos are analysed over and over: nothing in native memory may be left for the garbage collector to find. */
class NativeMemoryTest {
    private static final int TIMES = 200;
    private static final int ROUNDS = 5;
    private static final long LEVEL = 20L << 20;
    private static final PhotoDecoder DECODER = new PhotoDecoder();

    @TempDir
    private Path directory;

    @Test
    void blurAndBibsLeaveNothingBehind() {
        byte[] photo = Drawing.encoded(Drawing.bib("42", 60, 4, Color.BLACK, Color.WHITE), "jpg");
        try (ModelRegistry models = ModelRegistry.load(ModelSettings.defaults().withDirectory(directory))) {
            assertStaysLevel(8 << 20, () -> readBibs(models, photo));
        }
    }

    @Test
    void facesLeaveNothingBehind() throws IOException {
        byte[] photo = Files.readAllBytes(SharedData.require("photos/009_C.jpg"));
        try (ModelRegistry models = ModelRegistry.load(SharedData.installed(directory, "lab"))) {
            assertStaysLevel(8 << 20, () -> embedFaces(models, photo));
        }
    }

    private static void readBibs(ModelRegistry models, byte[] bytes) {
        try (Photo photo = DECODER.decode(bytes)) {
            models.blurDetector().detect(photo);
            models.bibReader().orElseThrow().read(photo);
        }
    }

    private static void embedFaces(ModelRegistry models, byte[] bytes) {
        try (Photo photo = DECODER.decode(bytes)) {
            for (DetectedFace face : models.faceDetector().orElseThrow().detect(photo)) {
                FaceQuality.of(photo, face);
                models.faceEmbedder().orElseThrow().embed(photo, face.landmarks());
            }
        }
    }

    /**
     * JavaCPP counts what it has allocated; the process as a whole also holds what OpenCV, ONNX Runtime and Tesseract keep.
     * The process grows for a while as the Java heap touches new pages, so it has several rounds to level off: a leak
     * grows in each.
     */
    private static void assertStaysLevel(long bound, Runnable work) {
        repeat(TIMES / 4, work);
        long count = Pointer.totalCount();
        long bytes = Pointer.totalBytes();
        long growth = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && growth > LEVEL; round++) {
            System.gc();
            long before = Pointer.physicalBytes();
            repeat(TIMES, work);
            System.gc();
            growth = Pointer.physicalBytes() - before;
        }

        assertThat(Pointer.totalCount() - count).as("live pointers").isLessThan(TIMES / 2);
        assertThat(Pointer.totalBytes() - bytes).as("bytes of live pointers").isLessThan(bound);
        assertThat(growth)
                .as("bytes that the process grew by in the last round")
                .isLessThanOrEqualTo(LEVEL);
    }

    private static void repeat(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
