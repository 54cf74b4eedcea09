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
    private static final PhotoDecoder DECODER = new PhotoDecoder();

    @TempDir
    private Path directory;

    @Test
    void blurAndBibsLeaveNothingBehind() {
        byte[] photo = Drawing.encoded(Drawing.bib("42", 60, 4, Color.BLACK, Color.WHITE), "jpg");
        try (ModelRegistry models = ModelRegistry.load(ModelSettings.defaults().withDirectory(directory))) {
            assertStaysLevel(8 << 20, () -> analyze(models, photo));
        }
    }

    @Test
    void facesLeaveNothingBehind() throws IOException {
        byte[] photo = Files.readAllBytes(SharedData.require("photos/009_C.jpg"));
        try (ModelRegistry models = ModelRegistry.load(SharedData.installed(directory, "lab"))) {
            assertStaysLevel(8 << 20, () -> analyze(models, photo));
        }
    }

    private static void analyze(ModelRegistry models, byte[] bytes) {
        try (Photo photo = DECODER.decode(bytes)) {
            models.blurDetector().detect(photo);
            models.faceDetector().ifPresent(detector -> {
                for (DetectedFace face : detector.detect(photo)) {
                    FaceQuality.of(photo, face);
                    models.faceEmbedder().orElseThrow().embed(photo, face.landmarks());
                }
            });
            if (models.faceDetector().isEmpty()) {
                models.bibReader().orElseThrow().read(photo);
            }
        }
    }

    /** JavaCPP counts what it has allocated; the process as a whole also holds what OpenCV, ONNX Runtime and Tesseract keep. */
    private static void assertStaysLevel(long bound, Runnable work) {
        for (int i = 0; i < TIMES / 4; i++) {
            work.run();
        }
        long count = Pointer.totalCount();
        long bytes = Pointer.totalBytes();
        long process = Pointer.physicalBytes();
        for (int i = 0; i < TIMES; i++) {
            work.run();
        }

        assertThat(Pointer.totalCount() - count).as("live pointers").isLessThan(TIMES / 2);
        assertThat(Pointer.totalBytes() - bytes).as("bytes of live pointers").isLessThan(bound);
        assertThat(Pointer.physicalBytes() - process).as("bytes of the process").isLessThan(200L << 20);
    }
}
