package dev.baton.models.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The known packs: {@code NAME.json} is a pack's manifest, and {@code NAME/} holds the files of a pack that is built in. They lie in
 * a directory, or on the class path below {@code packs/} with their names in {@code packs/names.txt}.
 */
public final class PackCatalog {
    private static final String SUFFIX = ".json";
    private static final String RESOURCES = "/packs/";
    private static final String NAMES = "names.txt";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final @Nullable Path directory;

    private PackCatalog(@Nullable Path directory) {
        this.directory = directory;
    }

    /** The packs that ship with this library. */
    public static PackCatalog bundled() {
        return new PackCatalog(null);
    }

    public static PackCatalog in(Path directory) {
        return new PackCatalog(directory);
    }

    public Optional<PackManifest> find(String name) {
        return names().contains(name) ? read(name + SUFFIX).map(json -> parse(name, json)) : Optional.empty();
    }

    /** The content of a file that is built into a pack. */
    Optional<byte[]> builtIn(String pack, String file) {
        return read(pack + "/" + file);
    }

    public List<String> names() {
        if (directory == null) {
            byte[] names = read(NAMES).orElseThrow(() -> new IllegalStateException("no " + RESOURCES + NAMES));
            return new String(names, StandardCharsets.UTF_8).lines().toList();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the packs in " + directory, e);
        }
    }

    private static PackManifest parse(String name, byte[] json) {
        try {
            PackManifest pack = JSON.readValue(json, PackManifest.class);
            if (!pack.name().equals(name)) {
                throw new IllegalArgumentException("the manifest " + name + SUFFIX + " names pack " + pack.name());
            }
            return pack;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the manifest of pack " + name + " cannot be read", e);
        }
    }

    private Optional<byte[]> read(String relative) {
        try {
            if (directory != null) {
                Path file = directory.resolve(relative);
                return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
            }
            try (InputStream in = PackCatalog.class.getResourceAsStream(RESOURCES + relative)) {
                return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + relative + " of the packs", e);
        }
    }
}
