package dev.baton.internal.queue;

import dev.baton.deadletter.DeadLetter;
import dev.baton.deadletter.DeadLetterFilter;
import dev.baton.deadletter.DeadLetters;
import dev.baton.sample.SampleWorker;
import dev.baton.task.TaskId;
import dev.baton.task.TaskSnapshot;
import dev.baton.task.TaskState;
import dev.baton.testing.Patience;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** A worker, and the letters that its messages become. */
abstract class DeadLetterCase {
    static final String ECHO_BODY = "[[\"hello\"], {}, null]";

    SampleFixture sample;

    @BeforeEach
    void start() {
        sample = new SampleFixture(properties -> {
            properties.put("baton.worker.unfinished-resends-interval", "200ms");
            return properties;
        });
    }

    @AfterEach
    void stop() {
        sample.close();
    }

    DeadLetters letters() {
        return sample.bean(DeadLetters.class);
    }

    List<DeadLetter> listed(int expected) {
        Patience.await().until(() -> letters().count(DeadLetterFilter.ALL) == expected);
        return letters().list(DeadLetterFilter.ALL, 100, 0);
    }

    DeadLetter letterOf(TaskId id) {
        return letters().list(DeadLetterFilter.ALL, 100, 0).stream()
                .filter(letter -> id.equals(letter.task()))
                .findFirst()
                .orElseThrow();
    }

    String failureOf(TaskId id) {
        TaskSnapshot ended = sample.await(id, TaskState.FAILURE);
        return Objects.requireNonNull(ended.failure()).type();
    }

    static Map<String, @Nullable Object> headers() {
        Map<String, @Nullable Object> headers = new HashMap<>();
        headers.put("id", TaskId.random().value());
        headers.put("task", SampleWorker.ECHO.name());
        headers.put("timelimit", Arrays.asList(null, null));
        return headers;
    }

    static Map<String, @Nullable Object> with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> headers = headers();
        headers.put(name, value);
        return headers;
    }

    TaskId send(
            Map<String, @Nullable Object> headers, String body, @Nullable String type, @Nullable String expiration) {
        return sendTo(SampleWorker.QUEUE, headers, body, type, expiration);
    }

    TaskId sendTo(
            String queue,
            Map<String, @Nullable Object> headers,
            String body,
            @Nullable String type,
            @Nullable String expiration) {
        MessageProperties properties = new MessageProperties();
        headers.forEach((name, value) -> properties.getHeaders().put(name, value));
        properties.setContentType(type);
        properties.setExpiration(expiration);
        sample.bean(RabbitTemplate.class)
                .send("", queue, new Message(body.getBytes(StandardCharsets.UTF_8), properties));
        Object id = headers.get("id");
        return id == null ? TaskId.random() : new TaskId(id.toString());
    }
}
