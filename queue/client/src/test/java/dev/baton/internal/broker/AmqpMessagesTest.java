package dev.baton.internal.broker;

import dev.baton.internal.celery.CeleryMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;

import static org.assertj.core.api.Assertions.assertThat;

class AmqpMessagesTest {
    @Test
    void whatBrokersSaidOfAMessageIsNotSentOn() {
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        headers.put("id", "one");
        headers.put("x-death", List.of(Map.of("reason", "expired")));
        headers.put("x-first-death-reason", "expired");
        headers.put("x-last-death-queue", "celery_delayed_3");
        headers.put("x-delivery-count", 25);
        headers.put("x-acquired-count", 26);
        headers.put("x-of-the-sender", "kept");

        assertThat(AmqpMessages.toAmqp(message(headers, 0))
                        .getMessageProperties()
                        .getHeaders())
                .containsOnly(Map.entry("id", "one"), Map.entry("x-of-the-sender", "kept"));
    }

    @Test
    void messageThatCameWithoutAPriorityIsSentOnWithoutOne() {
        Message sent = AmqpMessages.toAmqp(message(Map.of("id", "one"), null));

        assertThat(sent.getMessageProperties().getPriority()).isNull();
    }

    private static CeleryMessage message(Map<String, @Nullable Object> headers, @Nullable Integer priority) {
        return new CeleryMessage(headers, new byte[0], "application/json", "utf-8", "one", null, priority, null);
    }
}
