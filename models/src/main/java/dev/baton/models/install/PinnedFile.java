package dev.baton.models.install;

import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Archive;
import dev.baton.models.catalog.Sha256;
import dev.baton.models.catalog.UntrustedModelException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a file must be: its name, its size if upstream states it, and its checksum. */
record PinnedFile(String name, @Nullable Long size, String sha256) {

    static PinnedFile of(ModelManifest model) {
        return new PinnedFile(model.file(), model.size(), model.sha256());
    }

    /** What is downloaded for a model: the file itself, or the archive that holds it. */
    static PinnedFile downloaded(ModelManifest model) {
        Archive archive = model.archive();
        if (archive == null) {
            return of(model);
        }
        String name = model.source().upstream().map(PinnedFile::lastSegment).orElse(model.file() + ".zip");
        return new PinnedFile(name, archive.size(), archive.sha256());
    }

    long sizeOrUnknown() {
        return size == null ? -1 : size;
    }

    boolean matches(Path file) throws IOException {
        return (size == null || size == Files.size(file)) && sha256.equals(Sha256.of(file));
    }

    void verify(Path file, Object source) throws IOException {
        if (!matches(file)) {
            throw new UntrustedModelException(source + " has " + Files.size(file) + " bytes and SHA-256 "
                    + Sha256.of(file) + ", but " + name + " is pinned to "
                    + (size == null ? "" : size + " bytes and ") + "SHA-256 " + sha256);
        }
    }

    static String lastSegment(URI uri) {
        String path = uri.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
