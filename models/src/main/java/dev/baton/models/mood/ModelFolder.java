package dev.baton.models.mood;

import dev.baton.models.catalog.InstalledModel;
import dev.baton.models.catalog.ModelManifest;
import dev.baton.models.catalog.ModelRole;
import dev.baton.models.catalog.ModelStore;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.catalog.PackManifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Packs to load models from.
 *
 * @param store where their files lie
 * @param names of the packs; none stands for all
 */
public record ModelFolder(PackCatalog catalog, ModelStore store, List<String> names) {
    public ModelFolder {
        names = List.copyOf(names);
    }

    /** Returns packs that ship with this library; those that do not hold their files have them in {@code directory}. */
    public static ModelFolder bundled(Path directory, List<String> names) {
        PackCatalog catalog = PackCatalog.bundled();
        return new ModelFolder(catalog, new ModelStore(directory, catalog), names);
    }

    /** Returns all packs of a directory: {@code NAME.json} with its files in {@code NAME/}. */
    public static ModelFolder in(Path directory) {
        PackCatalog catalog = PackCatalog.in(directory);
        return new ModelFolder(catalog, new ModelStore(directory, catalog), List.of());
    }

    Optional<Offer> offer(ModelRole role) {
        return (names.isEmpty() ? catalog.names() : names)
                .stream()
                        .flatMap(name -> catalog.find(name).stream())
                        .flatMap(pack -> pack.model(role).stream().map(model -> new Offer(this, pack, model)))
                        .findFirst();
    }

    /** A model that a pack has. */
    record Offer(ModelFolder folder, PackManifest pack, ModelManifest model) {
        String version() {
            return model.id();
        }

        InstalledModel open() {
            return folder.store()
                    .open(pack, model)
                    .orElseThrow(() -> new IllegalStateException("pack " + pack.name() + " is not installed"));
        }
    }
}
