package dev.baton.photo.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void whatADeadWriterLeftGoesWithThePhoto() throws IOException {
        store().put(KEY, new byte[1000], "image/png");
        Path photo = folder.resolve("photos").resolve(KEY);
        Files.write(photo.resolveSibling("." + photo.getFileName() + ".123.part"), new byte[500]);
        Path other = Files.write(photo.resolveSibling(".other.png.123.part"), new byte[500]);

        store().delete(KEY);

        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            assertThat(files).containsExactly(other);
        }
    }

    @Test
    void aLinkInPlaceOfAPhotoIsNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "no photo of the store");
        Path photo = folder.resolve("photos").resolve(KEY);
        Files.createDirectories(photo.getParent());
        Files.createSymbolicLink(photo, secret);

        assertThatThrownBy(() -> store().get(KEY)).isInstanceOf(MissingPhotoException.class);
        assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(MissingPhotoException.class);
        store().put(KEY, new byte[] {1, 2}, "image/png");

        assertThat(store().get(KEY)).containsExactly(1, 2);
        assertThat(secret).hasContent("no photo of the store");
    }

    @Test
    void aLinkInPlaceOfAFolderIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path link = folder.resolve("photos").resolve(KEY).getParent();
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, elsewhere);
        Path other = Files.writeString(elsewhere.resolve(Path.of(KEY).getFileName()), "no photo of the store");

        assertThatThrownBy(() -> store().get(KEY)).isInstanceOf(MissingPhotoException.class);
        assertThatThrownBy(() -> store().open(KEY)).isInstanceOf(MissingPhotoException.class);
        assertThatThrownBy(() -> store().put(KEY, new byte[1], "image/png"))
                .isInstanceOf(PhotoStoreUnavailableException.class);
        store().delete(KEY);

        assertThat(other).hasContent("no photo of the store");
    }

    /** Operators may have the photos on another disk. */
    @Test
    void theStoreItselfMayBeALink() throws IOException {
        Files.createSymbolicLink(folder.resolve("photos"), Files.createDirectories(folder.resolve("disk")));

        store().put(KEY, new byte[] {1, 2}, "image/png");

        assertThat(store().get(KEY)).containsExactly(1, 2);
    }
}
