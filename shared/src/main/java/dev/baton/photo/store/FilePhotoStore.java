package dev.baton.photo.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** Photos as files below one folder, which the API and all workers share. Symbolic links below it are not followed. */
final class FilePhotoStore implements PhotoStore {
    private static final String PART = ".part";

    private final Path root;

    FilePhotoStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void put(String key, byte[] content, String mediaType) {
        Path target = pathOf(key);
        try {
            Path folder = Objects.requireNonNull(target.getParent(), "every key lies below the root");
            if (leadsThroughLink(folder)) {
                throw new IOException("a symbolic link leads there");
            }
            boolean isFirstInFolder = !Files.isDirectory(folder);
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, partsOf(target), PART);
            try {
                write(part, content);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                keepNames(folder, isFirstInFolder ? root : folder);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new PhotoStoreUnavailableException("could not store the photo " + key, e);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    // A file outlives the machine's end only where the names that lead to it do.
    private static void keepNames(Path lowest, Path highest) throws IOException {
        for (Path folder = lowest; folder != null && folder.startsWith(highest); folder = folder.getParent()) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    @Override
    public byte[] get(String key) {
        Path file = pathOf(key);
        if (leadsThroughLink(file) || Files.isDirectory(file)) {
            throw new MissingPhotoException(key);
        }
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return content.readAllBytes();
        } catch (NoSuchFileException e) {
            throw new MissingPhotoException(key);
        } catch (IOException e) {
            throw new PhotoStoreUnavailableException("could not read the photo " + key, e);
        }
    }

    @Override
    public Resource open(String key) {
        Path file = pathOf(key);
        if (leadsThroughLink(file) || !Files.isRegularFile(file)) {
            throw new MissingPhotoException(key);
        }
        return new FileSystemResource(file);
    }

    // Whoever can put a link into the store must not read, or delete, by it what lies elsewhere. The root itself may be
    // one.
    private boolean leadsThroughLink(Path path) {
        return Stream.iterate(path, Objects::nonNull, Path::getParent)
                .takeWhile(part -> !part.equals(root))
                .anyMatch(Files::isSymbolicLink);
    }

    @Override
    public void delete(String key) {
        try {
            Path file = pathOf(key);
            if (leadsThroughLink(Objects.requireNonNull(file.getParent(), "every key lies below the root"))) {
                return;
            }
            Files.deleteIfExists(file);
            deletePartsOf(file);
        } catch (IOException e) {
            throw new PhotoStoreUnavailableException("could not delete the photo " + key, e);
        }
    }

    // What a process left that died while it wrote the photo.
    private static void deletePartsOf(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent(), "every key lies below the root");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, partsOf(file) + "*" + PART)) {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
    }

    // No key has a name that begins with a dot.
    private static String partsOf(Path file) {
        return "." + file.getFileName() + ".";
    }

    private Path pathOf(String key) {
        PhotoKeys.requireValid(key);
        return root.resolve(key);
    }
}
