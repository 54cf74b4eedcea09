package dev.baton.models.install;

import dev.baton.models.catalog.PackCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class InstallPackTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void unknownPackIsAnsweredWithTheKnownOnes() {
        assertThat(run("nonsense")).isEqualTo(InstallPack.WRONG_USAGE);
        assertThat(printed.toString(UTF_8)).contains("opencv-zoo");
        assertThat(run()).isEqualTo(InstallPack.WRONG_USAGE);
    }

    @Test
    void licenceThatIsNotAcceptedIsNamed() {
        assertThat(run("buffalo_l")).isEqualTo(InstallPack.LICENCE_NOT_ACCEPTED);
        assertThat(printed.toString(UTF_8)).contains("non-commercial", "PACK=buffalo_l ACCEPT_LICENCE=yes");
    }

    @Test
    void packWithoutUpstreamAsksForAMirror() {
        int status = new InstallPack(
                        Map.of("BATON_MODELS_DIRECTORY", directory.toString()), PackCatalog.bundled(), out())
                .run("lab-openvino");

        assertThat(status).isEqualTo(InstallPack.FAILED);
        assertThat(printed.toString(UTF_8)).contains("give a mirror");
    }

    @Test
    void wrongFileAtTheMirrorIsUntrusted() throws IOException {
        Files.writeString(directory.resolve("face_detection_yunet_2023mar.onnx"), "something else");

        assertThat(run("opencv-zoo")).isEqualTo(InstallPack.UNTRUSTED);
    }

    @Test
    void mirrorOfAnUnknownKindIsWrongUsage() {
        Map<String, String> environment = Map.of("BATON_MODEL_MIRROR", "gopher://x/");

        assertThat(new InstallPack(environment, PackCatalog.bundled(), out()).run("opencv-zoo"))
                .isEqualTo(InstallPack.WRONG_USAGE);
    }

    @Test
    void progressIsPrintedInTenths() {
        PrintedProgress progress = new PrintedProgress(out());
        for (int bytes = 0; bytes <= 1000; bytes++) {
            progress.downloaded("a.onnx", bytes, 1000);
        }

        assertThat(printed.toString(UTF_8).lines()).hasSize(11).last().isEqualTo("  a.onnx  100 % of 1000 bytes");
    }

    private int run(String... arguments) {
        Map<String, String> environment = Map.of(
                "BATON_MODELS_DIRECTORY",
                directory.resolve("store").toString(),
                "BATON_MODEL_MIRROR",
                directory.toUri().toString());
        return new InstallPack(environment, PackCatalog.bundled(), out()).run(arguments);
    }

    private PrintStream out() {
        return new PrintStream(printed, true, UTF_8);
    }
}
