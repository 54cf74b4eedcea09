package dev.baton.models;

import dev.baton.models.bib.ReaderChoice;
import dev.baton.models.catalog.PackCatalog;
import dev.baton.models.runtime.InferenceSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which models are loaded, and from where.
 *
 * @param directory where installed packs lie
 * @param packs names of the packs to load; of several that offer a role the first one has it
 * @param packDirectory manifests to use in place of those that ship with this library
 * @param acceptLicence whether the licences of all these packs are accepted, also where the installation did not note it
 * @param reader what reads the numbers of bibs
 * @param inference where and how wide models run
 */
public record ModelSettings(
        Path directory,
        List<String> packs,
        @Nullable Path packDirectory,
        boolean acceptLicence,
        ReaderChoice reader,
        InferenceSettings inference) {

    public ModelSettings {
        packs = List.copyOf(packs);
    }

    /** The pack that is built in, on the CPU; others lie in {@code .baton/models}. */
    public static ModelSettings defaults() {
        return new ModelSettings(
                Path.of(".baton", "models"),
                List.of("starter"),
                null,
                false,
                ReaderChoice.CTC,
                InferenceSettings.defaults());
    }

    PackCatalog catalog() {
        return packDirectory == null ? PackCatalog.bundled() : PackCatalog.in(packDirectory);
    }

    public ModelSettings withDirectory(Path other) {
        return new ModelSettings(other, packs, packDirectory, acceptLicence, reader, inference);
    }

    public ModelSettings withPacks(String... names) {
        return new ModelSettings(directory, List.of(names), packDirectory, acceptLicence, reader, inference);
    }

    public ModelSettings withPackDirectory(Path other) {
        return new ModelSettings(directory, packs, other, acceptLicence, reader, inference);
    }

    public ModelSettings withAcceptLicence(boolean accepted) {
        return new ModelSettings(directory, packs, packDirectory, accepted, reader, inference);
    }

    public ModelSettings withReader(ReaderChoice other) {
        return new ModelSettings(directory, packs, packDirectory, acceptLicence, other, inference);
    }

    public ModelSettings withInference(InferenceSettings other) {
        return new ModelSettings(directory, packs, packDirectory, acceptLicence, reader, other);
    }
}
