package dev.baton.worker;

import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.install.InstallOptions;
import dev.baton.models.install.PackInstaller;
import java.nio.file.Path;

/** Real models for tests, installed as any pack is: through a mirror. */
final class LabPack {
    private LabPack() {}

    static void install(Path mirror, Path directory) {
        PackCatalog catalog = PackCatalog.bundled();
        InstallOptions options = new InstallOptions(mirror.toUri(), true);
        new PackInstaller(new ModelStore(directory, catalog), options, (file, done, total) -> {})
                .install(catalog.find("lab").orElseThrow());
    }
}
