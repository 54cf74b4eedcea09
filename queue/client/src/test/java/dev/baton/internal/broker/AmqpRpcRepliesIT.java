package dev.baton.internal.broker;

import dev.baton.task.TaskId;
import dev.baton.task.TaskOutcome;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
class AmqpRpcRepliesIT {
    private static final String CLIENT = "client";
    private static final Duration CONFIRM_TIMEOUT = Duration.ofSeconds(1);
    /** Far more than the timeout, and far less than the client library waits for a channel. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final FreshServices services = new FreshServices();
    private final TcpProxy proxy = new TcpProxy(Service.RABBITMQ.port());
    private final CachingConnectionFactory connections = connections(proxy.port());
    private final AmqpRpcReplies replies = new AmqpRpcReplies(connections, CONFIRM_TIMEOUT);
    private final CachingConnectionFactory direct = connections(Service.RABBITMQ.port());
    private final RabbitTemplate client = new RabbitTemplate(direct);

    private CachingConnectionFactory connections(int port) {
        CachingConnectionFactory factory = new CachingConnectionFactory("127.0.0.1", port);
        factory.setVirtualHost(services.virtualHost());
        factory.setUsername("baton");
        factory.setPassword("baton");
        factory.setPublisherConfirmType(ConfirmType.CORRELATED);
        factory.setPublisherReturns(true);
        return factory;
    }

    @BeforeEach
    void listen() {
        new RabbitAdmin(direct).declareQueue(new Queue(CLIENT));
    }

    @AfterEach
    void stop() {
        replies.destroy();
        proxy.close();
        connections.destroy();
        direct.destroy();
        services.close();
    }

    @Test
    void aBrokerThatAnswersNothingHoldsUpNoTask() {
        assertThat(tell()).succeedsWithin(Patience.CEILING);
        assertThat(client.receive(CLIENT, Patience.CEILING.toMillis())).isNotNull();

        proxy.swallowAnswers();

        // The first takes the channel that is open. The others need one more, which is never opened.
        assertThat(tell()).succeedsWithin(SOON);
        assertThat(tell()).succeedsWithin(SOON);
        assertThat(tell()).succeedsWithin(SOON);

        proxy.restore();
        Patience.await().until(() -> {
            assertThat(tell()).succeedsWithin(SOON);
            return client.receive(CLIENT) != null;
        });
    }

    private CompletableFuture<Void> tell() {
        TaskId id = TaskId.random();
        TaskRequest.Lineage lineage = new TaskRequest.Lineage(id, null, null, null, CLIENT, null);
        TaskRequest request =
                new TaskRequest(id, "sample.echo", List.of(), Map.of(), TaskRequest.Conditions.NONE, lineage, Map.of());
        TaskSnapshot ended = TaskSnapshot.finished(id, new TaskOutcome.Succeeded("told"), Instant.now());
        return replies.tell(request, ended).toCompletableFuture();
    }
}
