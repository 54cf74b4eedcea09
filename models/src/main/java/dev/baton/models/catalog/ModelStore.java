package dev.baton.models.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The model directory: {@code PACK/FILE} is an installed model. Every file is verified each time it is opened. Several processes
 * may read and install at once.
 */
public final class ModelStore {
    private static final String ACCEPTED = "LICENCE-ACCEPTED";

    private final Path directory;
    private final PackCatalog catalog;

    public ModelStore(Path directory, PackCatalog catalog) {
        this.directory = directory;
        this.catalog = catalog;
    }

    /** The model if it is installed or built in; a file that is not the pinned one is refused. */
    public Optional<InstalledModel> open(PackManifest pack, ModelManifest model) {
        Optional<ByteBuffer> content = model.source().isBuiltIn()
                ? builtIn(pack, model)
                : mapped(directory(pack).resolve(model.file()));
        content.ifPresent(bytes -> verify(pack, model, bytes));
        return content.map(bytes -> new InstalledModel(pack.name(), model, bytes));
    }

    /** Whether the licence was accepted when the pack was installed, or need not be. */
    public boolean isLicenceAccepted(PackManifest pack) {
        return !pack.licenceAcceptance() || Files.exists(directory(pack).resolve(ACCEPTED));
    }

    /** Remembers that the licence was accepted. */
    public void noteAcceptedLicence(PackManifest pack) throws IOException {
        if (pack.licenceAcceptance()) {
            Files.writeString(directory(pack).resolve(ACCEPTED), pack.licence() + "\n");
        }
    }

    /** Where the pack's files lie, whether or not it is installed. */
    public Path directory(PackManifest pack) {
        return directory.resolve(pack.name());
    }

    private Optional<ByteBuffer> builtIn(PackManifest pack, ModelManifest model) {
        return catalog.builtIn(pack.name(), model.file()).map(ByteBuffer::wrap);
    }

    private static Optional<ByteBuffer> mapped(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Optional.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read model file " + file, e);
        }
    }

    private void verify(PackManifest pack, ModelManifest model, ByteBuffer content) {
        Long size = model.size();
        String actual = Sha256.of(content.duplicate());
        if ((size != null && size != content.remaining()) || !actual.equals(model.sha256())) {
            throw new UntrustedModelException(
                    "model file " + directory(pack).resolve(model.file()) + " has " + content.remaining()
                            + " bytes and SHA-256 " + actual + ", but pack " + pack.name() + " pins "
                            + (size == null ? "" : size + " bytes and ") + "SHA-256 " + model.sha256()
                            + "; remove the file and run: " + pack.installCommand());
        }
    }
}
