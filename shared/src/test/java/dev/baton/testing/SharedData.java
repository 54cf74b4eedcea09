package dev.baton.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real photos and models for tests that are in addition, which lie outside the project: BATON_SHARED_DATA, or
 * {@code ../shared/data} beside the repository.
 */
public final class SharedData {
    private static final Path FOLDER = Path.of(
                    Optional.ofNullable(System.getenv("BATON_SHARED_DATA")).orElse("../../shared/data"))
            .toAbsolutePath()
            .normalize();
    private static final long SMALL = 400_000;

    private SharedData() {}

    public static boolean present() {
        return Files.isDirectory(FOLDER.resolve("models")) && Files.isDirectory(FOLDER.resolve("photos"));
    }

    /** For tests that cannot run without: {@code @EnabledIf(value = SharedData.PRESENT, disabledReason = SharedData.WHY)}. */
    public static final String PRESENT = "dev.baton.testing.SharedData#present";

    public static final String WHY = "real photos and models are not there; BATON_SHARED_DATA names their folder";

    public static Path folder() {
        return FOLDER;
    }

    /** Returns the folder of the models, if there is one. */
    public static Optional<Path> models() {
        return present() ? Optional.of(FOLDER.resolve("models")) : Optional.empty();
    }

    /** Returns one of the smaller photos, always the same for the same number. */
    public static Optional<byte[]> smallPhoto(int number) {
        if (!present()) {
            return Optional.empty();
        }
        try (Stream<Path> photos = Files.list(FOLDER.resolve("photos"))) {
            List<Path> small = photos.filter(photo -> photo.toFile().length() < SMALL)
                    .sorted()
                    .toList();
            return Optional.of(Files.readAllBytes(small.get(number % small.size())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
