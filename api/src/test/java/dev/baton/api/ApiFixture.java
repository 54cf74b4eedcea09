package dev.baton.api;

import dev.baton.internal.result.RedisGuard;
import dev.baton.mood.MoodTasks;
import dev.baton.photo.PhotoTasks;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

import static dev.baton.testing.Patience.await;

/** The API on services of its own, each behind a proxy that can be cut. */
final class ApiFixture implements AutoCloseable {

    final FreshServices services = new FreshServices();
    final TcpProxy broker = new TcpProxy(Service.RABBITMQ.port());
    final TcpProxy redis = new TcpProxy(Service.REDIS.port());
    final TcpProxy database = new TcpProxy(Service.POSTGRESQL.port());
    final FakeWorker worker;

    private final Path folder;
    private final ConfigurableApplicationContext context;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ApiFixture(Path folder) {
        this(folder, Map.of(), api -> {});
    }

    ApiFixture(Path folder, Map<String, String> overrides, Consumer<ApiFixture> beforeStart) {
        this.folder = folder;
        beforeStart.accept(this);
        Map<String, String> properties = properties();
        properties.putAll(overrides);
        context = new SpringApplication(BatonApi.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
        worker = new FakeWorker(this);
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>(services.properties());
        properties.put("spring.rabbitmq.port", String.valueOf(broker.port()));
        properties.computeIfPresent(
                "baton.redis.url", (name, url) -> url.replace(":" + Service.REDIS.port(), ":" + redis.port()));
        properties.computeIfPresent(
                "spring.datasource.url",
                (name, url) -> url.replace(":" + Service.POSTGRESQL.port(), ":" + database.port()));
        properties.put("server.port", "0");
        properties.put("server.tomcat.basedir", folder.resolve("tomcat").toString());
        properties.put("baton.photos.directory", photos().toString());
        // Limits have a test of their own.
        properties.put("baton.rate-limits.ensemble", "0");
        // Outages are to be noticed soon.
        properties.put("baton.broker.confirm-timeout", "1s");
        properties.put("baton.redis.timeout", "500ms");
        properties.put("spring.datasource.hikari.connection-timeout", "1000");
        return properties;
    }

    Path photos() {
        return folder.resolve("photos");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    CompletableFuture<Answer> getLater(String path, String... headers) {
        return sendLater(request("GET", path, BodyPublishers.noBody(), headers));
    }

    Answer post(String path, MultipartBody form, String... headers) {
        return new Answer(postLater(path, form, headers).join().response());
    }

    CompletableFuture<Answer> postLater(String path, MultipartBody form, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", form.contentType()), Stream.of(headers))
                .toArray(String[]::new);
        return sendLater(request("POST", path, BodyPublishers.ofByteArray(form.finished()), all));
    }

    Answer postJson(String path, String body, String... headers) {
        return postJsonLater(path, body, headers).join();
    }

    CompletableFuture<Answer> postJsonLater(String path, String body, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return sendLater(request("POST", path, BodyPublishers.ofString(body), all));
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        return sendLater(request(method, path, body, headers)).join();
    }

    /** Every answer is held to the description. */
    private CompletableFuture<Answer> sendLater(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofByteArray())
                .thenApply(Answer::new)
                .thenApply(answer -> Description.require(request.method(), request.uri(), answer));
    }

    private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Patience.CEILING)
                .method(method, body);
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    long count(String table) {
        return jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    long messages() {
        return bean(AmqpAdmin.class).getQueueInfo(PhotoTasks.QUEUE).getMessageCount();
    }

    /** Returns the photos in the store and the uploads in Tomcat's folder for temporary files. */
    List<Path> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes everything as it was at the start. */
    void reset() {
        broker.restore();
        redis.restore();
        database.restore();
        await().ignoreExceptions().until(() -> {
            jdbc().sql(
                            "truncate job, job_item, photo, finished_task, scheduled_task, gate_place, gate_waiter, gate_turn,"
                                    + " check_in, prediction_task, unwanted_photo cascade")
                    .update();
            bean(AmqpAdmin.class).purgeQueue(PhotoTasks.QUEUE, false);
            bean(AmqpAdmin.class).purgeQueue(MoodTasks.QUEUE, false);
            return messages() == 0 && !bean(RedisGuard.class).isAway();
        });
        deletePhotos();
    }

    void deletePhotos() {
        try {
            FileSystemUtils.deleteRecursively(photos());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        broker.close();
        redis.close();
        database.close();
        services.close();
    }
}
