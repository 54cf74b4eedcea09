package dev.baton.models.install;

import dev.baton.models.catalog.Decoder;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Archive;
import dev.baton.models.catalog.ModelManifest.Channels;
import dev.baton.models.catalog.ModelManifest.Detection;
import dev.baton.models.catalog.ModelManifest.Input;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.ModelSource;
import dev.baton.models.catalog.PackManifest;
import dev.baton.models.catalog.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Packs of one file that is no model: installing them needs none. */
final class TestPacks {
    static final String FILE = "detector.onnx";

    private TestPacks() {}

    static PackManifest pinning(Path content, boolean asksForAcceptance) throws IOException {
        return pack(content, null, asksForAcceptance);
    }

    static PackManifest pinning(Path content, Path zip) throws IOException {
        return pack(content, new Archive(Files.size(zip), Sha256.of(zip), FILE), false);
    }

    /** A zip that holds the content in a folder, next to something else. */
    static Path zip(Path content, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("models/readme.txt"));
            zip.write("read me".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("models/" + FILE));
            Files.copy(content, zip);
        }
        return target;
    }

    private static PackManifest pack(Path content, @Nullable Archive archive, boolean asksForAcceptance)
            throws IOException {
        String url = archive == null ? "https://models.example/v1/" + FILE : "https://models.example/v1/pack.zip";
        ModelManifest model = new ModelManifest(
                ModelRole.FACE_DETECTOR,
                FILE,
                Files.size(content),
                Sha256.of(content),
                "MIT",
                new ModelSource(url),
                archive,
                Decoder.YUNET,
                new Input(64, 64, Channels.BGR, List.of(0.0, 0.0, 0.0), 1, 0),
                new Detection(0.9, 0.3, 10, List.of("face")),
                null,
                null,
                null,
                null);
        return new PackManifest("tiny", "A test.", "MIT", asksForAcceptance, true, List.of(model));
    }
}
