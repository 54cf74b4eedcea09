package dev.baton.photo.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** As much of the S3 protocol as a photo store needs: objects of one bucket, addressed by path. */
final class TinyS3 implements AutoCloseable {
    private final HttpServer server;
    private final String prefix;
    private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
    private volatile String authorization = "";

    TinyS3(String bucket) {
        this.prefix = "/" + bucket + "/";
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(prefix, this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    String authorization() {
        return authorization;
    }

    String mediaTypeOf(String key) {
        return objects.get(key).mediaType();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            String key = exchange.getRequestURI().getPath().substring(prefix.length());
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, key);
                case "GET" -> get(exchange, key);
                case "HEAD" -> head(exchange, key);
                case "DELETE" -> {
                    objects.remove(key);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> exchange.sendResponseHeaders(405, -1);
            }
        }
    }

    private void put(HttpExchange exchange, String key) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String encoding = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        byte[] content = encoding != null && encoding.startsWith("STREAMING-") ? unchunked(body) : body;
        objects.put(key, new StoredObject(content, exchange.getRequestHeaders().getFirst("Content-Type")));
        exchange.sendResponseHeaders(200, -1);
    }

    // aws-chunked: "<hex length>[;signature]\r\n<bytes>\r\n", ended by a chunk of length 0 and trailers.
    private static byte[] unchunked(byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            String line = new String(body, at, end - at, StandardCharsets.US_ASCII);
            int length = Integer.parseInt(line.split(";", 2)[0], 16);
            if (length == 0) {
                return content.toByteArray();
            }
            content.write(body, end + 2, length);
            at = end + 2 + length + 2;
        }
    }

    private void head(HttpExchange exchange, String key) throws IOException {
        StoredObject found = objects.get(key);
        if (found != null) {
            exchange.getResponseHeaders().add("Content-Length", String.valueOf(found.content().length));
        }
        exchange.sendResponseHeaders(found == null ? 404 : 200, -1);
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        StoredObject found = objects.get(key);
        if (found == null) {
            byte[] error =
                    "<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(404, error.length);
            exchange.getResponseBody().write(error);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", found.mediaType());
        exchange.sendResponseHeaders(200, found.content().length);
        exchange.getResponseBody().write(found.content());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record StoredObject(byte[] content, String mediaType) {}
}
