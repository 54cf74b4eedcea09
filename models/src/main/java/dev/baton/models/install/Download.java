package dev.baton.models.install;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One attempt to fetch a file; what came before is kept and continued from. */
final class Download {
    private static final int CONNECT_MILLIS = 20_000;
    private static final int STALL_MILLIS = 60_000;
    private static final int BUFFER = 1 << 16;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Progress progress;

    Download(Progress progress) {
        this.progress = progress;
    }

    /** Appends to the part, or starts it anew if the source cannot continue. */
    void fetch(URI source, Path part, PinnedFile pinned) throws IOException {
        if (source.getScheme().equals("file")) {
            Files.deleteIfExists(part);
            try (InputStream in = Files.newInputStream(Path.of(source))) {
                append(in, part, pinned);
            }
            return;
        }
        long have = Files.exists(part) ? Files.size(part) : 0;
        HttpURLConnection connection = (HttpURLConnection) source.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(STALL_MILLIS);
        if (have > 0) {
            connection.setRequestProperty("Range", "bytes=" + have + "-");
        }
        try {
            receive(connection, part, pinned);
        } finally {
            connection.disconnect();
        }
    }

    private void receive(HttpURLConnection connection, Path part, PinnedFile pinned) throws IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            throw new FileNotFoundException("the server has no such file (404)");
        }
        if (status == RANGE_NOT_SATISFIABLE) {
            return;
        }
        if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
            throw new IOException("the server answered " + status);
        }
        if (status == HttpURLConnection.HTTP_OK) {
            Files.deleteIfExists(part);
        }
        try (InputStream in = connection.getInputStream()) {
            append(in, part, pinned);
        }
        if (Files.size(part) < pinned.sizeOrUnknown()) {
            throw new IOException("the connection ended after " + Files.size(part) + " bytes");
        }
    }

    private void append(InputStream in, Path part, PinnedFile pinned) throws IOException {
        long total = pinned.sizeOrUnknown();
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long done = Files.size(part);
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                done += read;
                progress.downloaded(pinned.name(), done, total);
                if (total >= 0 && done > total) {
                    return; // Longer than pinned: verification will refuse it.
                }
            }
        }
    }
}
