package dev.baton.models.install;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mirror that breaks the first connections off half-way and remembers what it was asked for. */
final class FlakyMirror implements AutoCloseable {
    private final HttpServer server;
    private final byte[] content;
    private final boolean resumes;
    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private int breaks;

    FlakyMirror(byte[] content, int breaks, boolean resumes) throws IOException {
        this.content = content;
        this.breaks = breaks;
        this.resumes = resumes;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/" + TestPacks.FILE, this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    /** The Range headers of the requests so far; {@code none} for a request without one. */
    List<String> ranges() {
        return List.copyOf(ranges);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "none" : range);
        int from = resumes ? start(range) : 0;
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, rest.length);
        try (OutputStream out = exchange.getResponseBody()) {
            boolean isBroken = breaks-- > 0;
            out.write(rest, 0, isBroken ? rest.length / 2 : rest.length);
        } finally {
            exchange.close();
        }
    }

    private static int start(@Nullable String range) {
        return range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
