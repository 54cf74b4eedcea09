package dev.baton.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An empty virtual host and database for one test class, so that none sees what another left. */
public final class FreshServices implements AutoCloseable {
    private static final String USER = "baton";
    private static final int REDIS_DATABASES = 16;

    private final String name = "test-" + UUID.randomUUID();
    private final int redisDatabase = ThreadLocalRandom.current().nextInt(1, REDIS_DATABASES);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public FreshServices() {
        manage("PUT", "/api/vhosts/" + name, "{}");
        manage(
                "PUT",
                "/api/permissions/" + name + "/" + USER,
                "{\"configure\": \".*\", \"write\": \".*\", \"read\": \".*\"}");
        execute("create database \"" + name + "\"");
    }

    /** Returns the settings that point an application at these services. */
    public Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>(TestServices.properties());
        properties.put("spring.rabbitmq.virtual-host", name);
        // What it would mend is to be seen.
        properties.put("baton.recovery.enabled", "false");
        properties.put("baton.redis.url", redisUrl());
        properties.put("spring.datasource.url", TestServices.jdbcUrl().replaceFirst("baton$", name));
        return properties;
    }

    public String redisUrl() {
        return "redis://127.0.0.1:" + TestServices.Service.REDIS.port() + "/" + redisDatabase;
    }

    /** Returns the broker's address as Celery takes it. */
    public String amqpUrl() {
        return "amqp://baton:baton@127.0.0.1:" + TestServices.Service.RABBITMQ.port() + "/" + name;
    }

    /** Calls the management API, for example {@code GET /api/queues}, and returns what it answers. */
    public String manage(String method, String path, String body) {
        String credentials = Base64.getEncoder().encodeToString((USER + ":" + USER).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + TestServices.Service.MANAGEMENT.port() + path))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tells whether the broker is RabbitMQ {@code major}.{@code minor} or later. */
    public boolean isBrokerSince(int major, int minor) {
        String overview = manage("GET", "/api/overview", "");
        Matcher version =
                Pattern.compile("\"rabbitmq_version\":\"(\\d+)\\.(\\d+)").matcher(overview);
        if (!version.find()) {
            throw new IllegalStateException("the broker does not say its version: " + overview);
        }
        int found = Integer.parseInt(version.group(1));
        return found > major || (found == major && Integer.parseInt(version.group(2)) >= minor);
    }

    /** Makes Redis forget every result. */
    public void flushRedis() {
        redis("SELECT " + redisDatabase, "FLUSHDB");
    }

    /** Has Redis, which all tests share, follow {@code commands}, all of which it answers with OK: undo what they do. */
    public void redis(String... commands) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), TestServices.Service.REDIS.port())) {
            String lines = String.join("\r\n", commands) + "\r\nQUIT\r\n";
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (!answers.equals("+OK\r\n".repeat(commands.length + 1))) {
                throw new IllegalStateException("Redis answered " + answers);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String virtualHost() {
        return name;
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(TestServices.jdbcUrl(), USER, USER);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        manage("DELETE", "/api/vhosts/" + name, "");
        execute("drop database \"" + name + "\" with (force)");
    }
}
