package dev.baton.models;

import dev.baton.models.bib.ReaderChoice;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.UntrustedModelException;
import dev.baton.models.face.FaceDetector;
import dev.baton.models.image.Drawing;
import dev.baton.models.image.Photo;
import dev.baton.models.image.PhotoDecoder;
import dev.baton.models.runtime.InferenceFailedException;
import dev.baton.models.runtime.InferenceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModelRegistryTest {
    @TempDir
    private Path directory;

    @Test
    void withoutPacksBlurAndTesseractAreReadyAndTheRestSaysWhatToInstall() {
        try (ModelRegistry models = ModelRegistry.load(settings().withPacks())) {
            assertThat(models.faceDetector()).isEmpty();
            assertThat(models.faceEmbedder()).isEmpty();
            assertThat(models.bibReader()).isPresent();
            assertThat(models.loaded()).extracting(LoadedModel::role).containsExactly(ModelRole.TEXT_RECOGNIZER);
            assertThat(models.unavailable(ModelRole.FACE_DETECTOR).orElseThrow().installCommand())
                    .isEqualTo("set BATON_MODELS_PACKS=starter");
        }
    }

    @Test
    void starterPackFillsEveryRoleOfPhotosWithoutADownloadAndWithoutTesseract() {
        try (ModelRegistry models = ModelRegistry.load(settings())) {
            assertThat(models.loaded())
                    .extracting(LoadedModel::role)
                    .containsExactlyInAnyOrder(
                            ModelRole.FACE_DETECTOR,
                            ModelRole.FACE_EMBEDDER,
                            ModelRole.BIB_DETECTOR,
                            ModelRole.TEXT_RECOGNIZER);
            assertThat(models.loaded()).extracting(LoadedModel::pack).containsOnly("starter");
            assertThat(models.faceEmbedder().orElseThrow().dimension()).isEqualTo(128);
        }
    }

    @Test
    void readerIsChosen() {
        try (ModelRegistry tesseract = ModelRegistry.load(settings().withReader(ReaderChoice.TESSERACT));
                ModelRegistry both = ModelRegistry.load(settings().withReader(ReaderChoice.BOTH))) {
            assertThat(readers(tesseract)).containsExactly("tesseract");
            assertThat(readers(both)).containsExactlyInAnyOrder("tesseract", "bib-reader.onnx");
        }
    }

    private static List<String> readers(ModelRegistry models) {
        return models.loaded().stream()
                .filter(model -> model.role() == ModelRole.TEXT_RECOGNIZER)
                .map(model -> model.pack().equals("tesseract") ? "tesseract" : model.file())
                .toList();
    }

    @Test
    void packThatIsNotInstalledLeavesItsRolesEmpty() {
        try (ModelRegistry models = ModelRegistry.load(settings().withPacks("opencv-zoo"))) {
            Unavailable embedder = models.unavailable(ModelRole.FACE_EMBEDDER).orElseThrow();
            assertThat(embedder.reason()).isEqualTo("pack opencv-zoo is not installed");
            assertThat(embedder.installCommand()).isEqualTo("make models PACK=opencv-zoo");
        }
    }

    @Test
    void packWhoseLicenceIsNotAcceptedLeavesItsRolesEmpty() {
        try (ModelRegistry models = ModelRegistry.load(settings().withPacks("buffalo_l"))) {
            Unavailable detector = models.unavailable(ModelRole.FACE_DETECTOR).orElseThrow();
            assertThat(detector.reason()).contains("is not accepted", "non-commercial");
            assertThat(detector.installCommand()).isEqualTo("make models PACK=buffalo_l ACCEPT_LICENCE=yes");
        }
    }

    @Test
    void unknownPackIsNoFailure() {
        try (ModelRegistry models = ModelRegistry.load(settings().withPacks("nonsense"))) {
            assertThat(models.unavailable(ModelRole.FACE_DETECTOR).orElseThrow().reason())
                    .isEqualTo("no configured pack has a face-detector");
        }
    }

    @Test
    void installedFileThatIsNotThePinnedOneRefusesToStart() throws IOException {
        Path file = directory.resolve("opencv-zoo/face_detection_yunet_2023mar.onnx");
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "not the model");

        assertThatExceptionOfType(UntrustedModelException.class)
                .isThrownBy(() -> ModelRegistry.load(settings().withPacks("opencv-zoo")))
                .withMessageContaining("face_detection_yunet_2023mar.onnx")
                .withMessageContaining("make models PACK=opencv-zoo");
    }

    @Test
    void firstPackThatOffersARoleOwnsIt() {
        ModelSettings installed = SharedData.installed(directory, "lab-openvino", "lab");

        try (ModelRegistry models = ModelRegistry.load(installed)) {
            assertThat(models.faceEmbedder().orElseThrow().dimension()).isEqualTo(256);
            assertThat(models.faceEmbedder().orElseThrow().model())
                    .isEqualTo("face_reidentification_retail_0095.onnx@ee3b1ea56c4f");
            assertThat(models.loaded())
                    .extracting(LoadedModel::pack)
                    .containsExactlyInAnyOrder("tesseract", "lab-openvino", "lab-openvino");
        }
    }

    @Test
    void closedRegistryHasUnloadedItsModels() {
        ModelRegistry models = ModelRegistry.load(SharedData.installed(directory, "lab-openvino"));
        models.close();
        models.close();

        byte[] drawn = Drawing.encoded(Drawing.mosaic(100, 100, 5), "png");
        try (Photo photo = new PhotoDecoder().decode(drawn)) {
            FaceDetector detector = models.faceDetector().orElseThrow();
            assertThatExceptionOfType(InferenceFailedException.class).isThrownBy(() -> detector.detect(photo));
        }
    }

    @Test
    void settingsHaveDefaults() {
        ModelSettings defaults = ModelSettings.defaults();

        assertThat(defaults.directory()).isEqualTo(Path.of(".baton/models"));
        assertThat(defaults.packs()).containsExactly("starter");
        assertThat(defaults.packDirectory()).isNull();
        assertThat(defaults.acceptLicence()).isFalse();
        assertThat(defaults.reader()).isEqualTo(ReaderChoice.CTC);
        assertThat(defaults.inference()).isEqualTo(InferenceSettings.defaults());
    }

    private ModelSettings settings() {
        return ModelSettings.defaults().withDirectory(directory);
    }
}
