package dev.baton.photo.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FilePhotoStoreTest extends PhotoStoreContract {
    @TempDir
    private Path folder;

    @Override
    PhotoStore store() {
        return new FilePhotoStore(folder.resolve("photos"));
    }

    // A file where the folder should be: nobody, not even root, can make folders below it.
    @Override
    void breakDown() {
        try {
            Files.writeString(folder.resolve("photos"), "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingButThePhotoIsLeft() throws IOException {
        store().put(KEY, new byte[1000], "image/png");

        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(files).containsExactly(folder.resolve("photos").resolve(KEY));
        }
    }
}
