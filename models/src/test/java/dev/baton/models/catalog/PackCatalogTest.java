package dev.baton.models.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PackCatalogTest {
    private static final PackCatalog BUNDLED = PackCatalog.bundled();

    @TempDir
    private Path directory;

    @Test
    void bundledNamesAreTheManifestsThatLieThere() {
        assertThat(BUNDLED.names()).isEqualTo(PackCatalog.in(Path.of("packs")).names());
    }

    @Test
    void everyBundledManifestIsComplete() {
        for (String name : BUNDLED.names()) {
            PackManifest pack = BUNDLED.find(name).orElseThrow();
            for (ModelManifest model : pack.models()) {
                if (model.role() == ModelRole.FACE_EMBEDDER) {
                    assertThat(model.requireAlignment().width())
                            .isEqualTo(model.input().width());
                    assertThat(model.requireEmbedding().dimension()).isGreaterThanOrEqualTo(128);
                } else if (model.role() == ModelRole.TEXT_RECOGNIZER) {
                    assertThat(model.requireRecognition().minWidth())
                            .isLessThanOrEqualTo(model.input().width());
                } else if (model.role().compareTo(ModelRole.MOOD_STATE) >= 0) {
                    assertThat(model.requireClassification().labels()).isNotEmpty();
                } else {
                    assertThat(model.requireDetection().labels()).isNotEmpty();
                }
                boolean isElsewhere = !pack.testsOnly() && !model.source().isBuiltIn();
                assertThat(model.source().upstream().isPresent()).isEqualTo(isElsewhere);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"buffalo_l,true", "buffalo_sc,true", "antelopev2,true", "lab,true", "opencv-zoo,false", "auraface,false"
    })
    void packsOfInsightFaceAskForAcceptance(String name, boolean asks) {
        PackManifest pack = BUNDLED.find(name).orElseThrow();

        assertThat(pack.licenceAcceptance()).isEqualTo(asks);
        assertThat(pack.installCommand().contains("ACCEPT_LICENCE=yes")).isEqualTo(asks);
    }

    @Test
    void unknownPackIsAbsent() {
        assertThat(BUNDLED.find("nonsense")).isEmpty();
        assertThat(BUNDLED.find("../pom")).isEmpty();
    }

    @Test
    void manifestsOfADirectoryAreFound() throws IOException {
        Files.copy(Path.of("packs/opencv-zoo.json"), directory.resolve("opencv-zoo.json"));

        assertThat(PackCatalog.in(directory).names()).isEqualTo(List.of("opencv-zoo"));
        assertThat(PackCatalog.in(directory).find("opencv-zoo")).isEqualTo(BUNDLED.find("opencv-zoo"));
    }

    @ParameterizedTest
    @CsvSource({
        "\"decoder\": \"yunet\",\"decoder\": \"psychic\"",
        "\"sha256\": \"8f23,\"sha256\": \"XX",
        "\"file\": \"face_d,\"file\": \"../face_d",
        "\"width\": 640,\"width\": 0",
        "\"source\": \"https:,\"source\": \"ftp:",
        "\"scale\": 1,\"scaling\": 1",
        "\"name\": \"opencv-zoo\",\"name\": \"other\""
    })
    void brokenManifestIsRefusedWithItsName(String part, String broken) throws IOException {
        String manifest = Files.readString(Path.of("packs/opencv-zoo.json"));
        assertThat(manifest).contains(part);
        Files.writeString(directory.resolve("opencv-zoo.json"), manifest.replace(part, broken));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PackCatalog.in(directory).find("opencv-zoo"))
                .withMessageContaining("opencv-zoo");
    }
}
