package dev.baton.worker;

import dev.baton.internal.broker.TaskPublisher;
import dev.baton.internal.broker.TaskQueue;
import dev.baton.internal.ledger.FinishedTasks;
import dev.baton.internal.result.ResultStore;
import dev.baton.photo.PhotoTasks;
import dev.baton.photo.store.PhotoStore;
import dev.baton.task.TaskId;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import javax.imageio.ImageIO;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker on services of its own, with a client beside it. */
final class WorkerFixture implements AutoCloseable {
    /** Nothing is ever sent to this one. */
    static final String IDLE_QUEUE = "idle";

    static final TaskQueue QUEUE = new TaskQueue(PhotoTasks.QUEUE);

    final FreshServices services = new FreshServices();
    private final ConfigurableApplicationContext context;

    /** Starts a worker that reaches its database through another port. */
    WorkerFixture(Path folder, IntSupplier databasePort) {
        this(folder, Map.of("spring.datasource.url", "jdbc:postgresql://127.0.0.1:" + databasePort.getAsInt() + "/"));
    }

    WorkerFixture(Path folder, Map<String, String> overrides) {
        services.queue(IDLE_QUEUE).declare("{}");
        Map<String, String> properties = new LinkedHashMap<>(services.properties());
        properties.put("server.port", "0");
        properties.put("baton.photos.directory", folder.resolve("photos").toString());
        properties.put("baton.models.directory", folder.resolve("models").toString());
        properties.put("baton.models.packs", "");
        properties.put("baton.worker.owed-results-interval", "200ms");
        // Upkeep has tests of its own; elsewhere it would be a task that nobody sent.
        properties.put("baton.periodic.enabled", "false");
        properties.putAll(overrides);
        // Each fixture has a database of its own, whichever way to it is taken.
        properties.computeIfPresent(
                "spring.datasource.url", (name, url) -> url.endsWith("/") ? url + services.virtualHost() : url);
        context = new SpringApplication(BatonWorker.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Returns what Prometheus reads of it. */
    String metrics() {
        return get("/metrics").body();
    }

    /** Returns what the worker itself answers at {@code path}. */
    HttpResponse<String> get(String path) {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
    }

    RabbitTemplate rabbit() {
        return bean(RabbitTemplate.class);
    }

    ResultStore results() {
        return bean(ResultStore.class);
    }

    FinishedTasks finished() {
        return bean(FinishedTasks.class);
    }

    /** Tells whether the broker has given this worker a task that it has not acknowledged. */
    boolean holdsATask() {
        return services.queue(QUEUE.name()).unacknowledged() == 1;
    }

    long count(String table) {
        return bean(JdbcClient.class)
                .sql("select count(*) from " + table)
                .query(Long.class)
                .single();
    }

    /** Stores a photo and returns its key. */
    String storePhoto(byte[] content) {
        String key = "test/" + UUID.randomUUID() + ".png";
        bean(PhotoStore.class).put(key, content, "image/png");
        return key;
    }

    TaskRequest analyze(TaskId id, String key) {
        return TaskRequest.of(id, PhotoTasks.ANALYZE.name(), Map.of("photo", Map.of("key", key)));
    }

    void publish(TaskRequest... requests) {
        bean(TaskPublisher.class).publish(QUEUE, List.of(requests));
    }

    /** Returns how the task ended, once it has. */
    TaskSnapshot awaitEnd(TaskId id) {
        TaskSnapshot snapshot = results().awaitFinal(id, Patience.CEILING).orElseThrow();
        if (!snapshot.state().isFinal()) {
            throw new AssertionError("task " + id + " is still " + snapshot.state() + " after " + Patience.CEILING);
        }
        return snapshot;
    }

    /** Returns a picture of a white plate with {@code number} on it. */
    static byte[] plate(String number) {
        BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(70, 110, 80));
        graphics.fillRect(0, 0, 640, 480);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(170, 150, 300, 180);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 70));
        graphics.drawString(number, 220, 265);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        context.close();
        services.close();
    }
}
