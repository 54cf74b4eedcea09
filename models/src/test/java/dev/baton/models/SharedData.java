package dev.baton.models;

import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.install.InstallOptions;
import dev.baton.models.install.PackInstaller;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.junit.jupiter.api.Assumptions.abort;

/** Test material that is not part of the project: models, photos and the values that references gave for them. */
public final class SharedData {
    private static final Logger log = LoggerFactory.getLogger(SharedData.class);
    private static final String VARIABLE = "BATON_SHARED_DATA";

    private SharedData() {}

    /** The directory, or the end of the test as skipped. */
    public static Path require(String relative) {
        Path root = root();
        if (!present()) {
            String skipped = "Skipped: no test data at " + root.toAbsolutePath().normalize() + ", set " + VARIABLE;
            log.warn(skipped);
            abort(skipped);
        }
        return root.resolve(relative);
    }

    /** For {@code @EnabledIf} on classes that can do nothing without. */
    public static boolean present() {
        return Files.isDirectory(root());
    }

    private static Path root() {
        String configured = System.getenv().getOrDefault(VARIABLE, "../../shared/data");
        return Path.of(System.getProperty(VARIABLE, configured));
    }

    /** Settings with these packs installed below the directory. */
    public static ModelSettings installed(Path directory, String... packs) {
        PackCatalog catalog = PackCatalog.bundled();
        InstallOptions options = new InstallOptions(require("models").toUri(), true);
        PackInstaller installer =
                new PackInstaller(new ModelStore(directory, catalog), options, (file, bytes, total) -> {});
        for (String pack : packs) {
            installer.install(catalog.find(pack).orElseThrow());
        }
        return ModelSettings.defaults().withDirectory(directory).withPacks(packs);
    }
}
