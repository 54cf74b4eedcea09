package dev.baton.models.install;

import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelManifest.Archive;
import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackManifest;
import dev.baton.models.catalog.UntrustedModelException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Installs packs. A model appears in the store whole and verified or not at all; what an interrupted download has fetched is kept
 * and continued. Several processes may install the same pack at once: the second waits and finds it installed.
 */
public final class PackInstaller {
    private static final int ATTEMPTS = 5;

    private final ModelStore store;
    private final InstallOptions options;
    private final Download download;
    private final Duration firstDelay;

    public PackInstaller(ModelStore store, InstallOptions options, Progress progress) {
        this(store, options, progress, Duration.ofSeconds(1));
    }

    PackInstaller(ModelStore store, InstallOptions options, Progress progress, Duration firstDelay) {
        this.store = store;
        this.options = options;
        this.download = new Download(progress);
        this.firstDelay = firstDelay;
    }

    /**
     * Installs those of the pack's models that are not installed yet.
     *
     * @throws LicenceNotAcceptedException if the pack's licence must be accepted first
     * @throws ModelDownloadException if a file cannot be fetched or placed
     * @throws UntrustedModelException if what was fetched is not what the manifest pins
     */
    public void install(PackManifest pack) {
        if (pack.licenceAcceptance() && !options.acceptLicence() && !store.isLicenceAccepted(pack)) {
            throw new LicenceNotAcceptedException(pack);
        }
        Path directory = store.directory(pack);
        try {
            Files.createDirectories(directory);
            InstallLock.holding(directory, () -> installAll(pack));
        } catch (IOException e) {
            throw new ModelDownloadException("pack " + pack.name() + " cannot be placed in " + directory, e);
        }
    }

    private void installAll(PackManifest pack) throws IOException {
        for (ModelManifest model : pack.models()) {
            install(pack, model);
        }
        removeArchives(pack);
        store.noteAcceptedLicence(pack);
    }

    private void install(PackManifest pack, ModelManifest model) throws IOException {
        PinnedFile pinned = PinnedFile.of(model);
        Path target = store.directory(pack).resolve(model.file());
        if (model.source().isBuiltIn() || (Files.exists(target) && pinned.matches(target))) {
            return;
        }
        PinnedFile downloaded = PinnedFile.downloaded(model);
        Path part = part(pack, downloaded);
        fetch(source(model, downloaded), part, downloaded);
        Archive archive = model.archive();
        if (archive != null) {
            Path member = part(pack, pinned);
            ZipMember.extract(part, archive.member(), member);
            pinned.verify(member, "member " + archive.member() + " of " + downloaded.name());
            part = member;
        }
        Durable.move(part, target);
    }

    private URI source(ModelManifest model, PinnedFile file) {
        URI mirror = options.mirror();
        Optional<URI> source = mirror == null ? model.source().upstream() : Optional.of(mirror.resolve(file.name()));
        return source.orElseThrow(() -> new ModelDownloadException(
                file.name() + " has no public source: give a mirror, MODEL_MIRROR=file:///path/to/files/"));
    }

    /** Fetches until the file is the pinned one: a continued part that turns out wrong is begun again once. */
    private void fetch(URI source, Path part, PinnedFile pinned) throws IOException {
        for (int attempt = 1; ; attempt++) {
            boolean isContinued = Files.exists(part);
            if (isContinued && pinned.matches(part)) {
                return;
            }
            try {
                download.fetch(source, part, pinned);
                pinned.verify(part, source);
                return;
            } catch (UntrustedModelException e) {
                Files.delete(part);
                if (!isContinued) {
                    throw e;
                }
            } catch (FileNotFoundException | NoSuchFileException e) {
                throw new ModelDownloadException(pinned.name() + " is not at " + source, e);
            } catch (IOException e) {
                giveUp(attempt, source, e);
            }
            pause(firstDelay.multipliedBy(1L << (attempt - 1)));
        }
    }

    private static void giveUp(int attempt, URI source, IOException last) {
        if (attempt >= ATTEMPTS) {
            throw new ModelDownloadException(source + " could not be fetched in " + ATTEMPTS + " attempts", last);
        }
    }

    private static void pause(Duration delay) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }

    private Path part(PackManifest pack, PinnedFile file) {
        return store.directory(pack).resolve(file.name() + ".part");
    }

    private void removeArchives(PackManifest pack) throws IOException {
        for (ModelManifest model : pack.models()) {
            Files.deleteIfExists(part(pack, PinnedFile.downloaded(model)));
        }
    }
}
