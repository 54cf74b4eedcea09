package dev.baton.internal.celery.kombu;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.brotli.dec.BrotliInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** The compressions that kombu knows. The first name of each is the one that its clients write. */
public enum Compression {
    // Kombu says gzip and sends a zlib stream.
    ZLIB("the JDK", "application/x-gzip", "gzip", "zlib") {
        @Override
        InputStream open(byte[] body, int window) {
            return new InflaterInputStream(new ByteArrayInputStream(body));
        }
    },
    BZIP2("org.apache.commons:commons-compress", "application/x-bz2", "bzip2", "bzip") {
        @Override
        InputStream open(byte[] body, int window) throws IOException {
            return Bzip2Library.open(body);
        }
    },
    XZ("org.tukaani:xz", "application/x-lzma", "lzma", "xz") {
        @Override
        InputStream open(byte[] body, int window) throws IOException {
            return XzLibrary.open(body, window);
        }
    },
    ZSTD("com.github.luben:zstd-jni", "application/zstd", "zstd", "zstandard") {
        @Override
        InputStream open(byte[] body, int window) throws IOException {
            return ZstdLibrary.open(body, window);
        }
    },
    BROTLI("org.brotli:dec", "application/x-brotli", "brotli") {
        @Override
        InputStream open(byte[] body, int window) throws IOException {
            return BrotliLibrary.open(body);
        }
    };

    private final String library;
    // It is: List.of made it.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> names;

    Compression(String library, String... names) {
        this.library = library;
        this.names = List.of(names);
    }

    /**
     * Returns what {@code body} was before it was compressed with what has the name {@code name}.
     *
     * @param maxBytes how much that may be, and about how much memory it may take to find out
     * @throws IllegalArgumentException saying what is wrong with the body, or what is missing to read it
     */
    public static byte[] decompress(byte[] body, Object name, int maxBytes) {
        Compression compression = Stream.of(values())
                .filter(one -> one.names.contains(String.valueOf(name)))
                .findAny()
                .orElseThrow(() -> unknown(name));
        byte[] bytes = compression.read(body, maxBytes);
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException("the body inflates to more than " + maxBytes + " bytes");
        }
        return bytes;
    }

    private static IllegalArgumentException unknown(Object name) {
        return new IllegalArgumentException("the compression must be none or one of "
                + Stream.of(values()).map(one -> one.names.get(0)).collect(Collectors.joining(", ")) + ", was " + name);
    }

    /** Returns no more than one byte too many. */
    private byte[] read(byte[] body, int maxBytes) {
        String name = name().toLowerCase(Locale.ROOT);
        try (InputStream stream = open(body, maxBytes)) {
            return stream.readNBytes(maxBytes + 1);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the body cannot be read as " + name + ": " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "the body is compressed with " + name + ", and " + library + " is missing or does not load: " + e,
                    e);
        }
    }

    /** Opens {@code body}. What needs much more than {@code window} bytes of what it has given before is refused. */
    abstract InputStream open(byte[] body, int window) throws IOException;

    // Classes of their own, so that where a library is left out the others can still be used.

    private static final class Bzip2Library {
        static InputStream open(byte[] body) throws IOException {
            return new BZip2CompressorInputStream(new ByteArrayInputStream(body), true);
        }
    }

    private static final class XzLibrary {
        private static final byte[] MAGIC = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
        private static final int KIBIBYTE = 1024;
        private static final int STATE_KIBIBYTES = 1024;

        /** Python reads xz and the older lzma by the same name. */
        static InputStream open(byte[] body, int window) throws IOException {
            int limit = window / KIBIBYTE + STATE_KIBIBYTES;
            InputStream stream = new ByteArrayInputStream(body);
            return Arrays.equals(Arrays.copyOf(body, MAGIC.length), MAGIC)
                    ? new XZInputStream(stream, limit)
                    : new LZMAInputStream(stream, limit);
        }
    }

    private static final class ZstdLibrary {
        static InputStream open(byte[] body, int window) throws IOException {
            int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(window);
            return new ZstdInputStream(new ByteArrayInputStream(body)).setLongMax(bits);
        }
    }

    private static final class BrotliLibrary {
        /** Its windows are of 16 MiB at most. */
        static InputStream open(byte[] body) throws IOException {
            return new BrotliInputStream(new ByteArrayInputStream(body));
        }
    }
}
