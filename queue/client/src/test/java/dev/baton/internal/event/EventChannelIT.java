package dev.baton.internal.event;

import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@RequiresServices
class EventChannelIT {
    private static final Queue MONITOR = new Queue("monitor");
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final FreshServices services = new FreshServices();
    private final TcpProxy proxy = new TcpProxy(Service.RABBITMQ.port());
    private final CachingConnectionFactory connections = connections(proxy.port());
    private final EventChannel channel = new EventChannel(connections, new Node("w@h", 1));

    private final CachingConnectionFactory direct = connections(Service.RABBITMQ.port());
    private final RabbitTemplate monitor = new RabbitTemplate(direct);

    private CachingConnectionFactory connections(int port) {
        CachingConnectionFactory factory = new CachingConnectionFactory("127.0.0.1", port);
        factory.setVirtualHost(services.virtualHost());
        factory.setUsername("baton");
        factory.setPassword("baton");
        return factory;
    }

    @AfterEach
    void stop() {
        connections.destroy();
        direct.destroy();
        proxy.close();
        services.close();
    }

    @Test
    void anEventSaysWhoTellsIt() {
        listen();

        channel.send("task.multi", "[{}]".getBytes(StandardCharsets.UTF_8));

        Message told = monitor.receive(MONITOR.getName(), Patience.CEILING.toMillis());
        assertThat(told).isNotNull();
        assertThat(told.getBody()).asString().isEqualTo("[{}]");
        assertThat(told.getMessageProperties().getContentType()).isEqualTo("application/json");
        assertThat(told.getMessageProperties().getContentEncoding()).isEqualTo("utf-8");
        assertThat(told.getMessageProperties().getReceivedRoutingKey()).isEqualTo("task.multi");
        assertThat(told.getMessageProperties().getHeaders()).containsEntry("hostname", "w@h");
    }

    @Test
    void afterTheBrokerHasClosedItAnotherIsOpened() {
        // There is no such exchange yet.
        channel.send("task.multi", new byte[0]);
        listen();

        Patience.await().until(this::isHeard);
    }

    @Test
    void afterAnOutageItIsOpenedAnew() {
        listen();
        Patience.await().until(this::isHeard);

        proxy.cut();
        Patience.await().until(() -> !isTaken());
        new RabbitAdmin(direct).purgeQueue(MONITOR.getName());
        proxy.restore();

        Patience.await().until(this::isHeard);
    }

    private void listen() {
        RabbitAdmin admin = new RabbitAdmin(direct);
        TopicExchange exchange = new TopicExchange(EventChannel.EXCHANGE, true, false);
        admin.declareExchange(exchange);
        admin.declareQueue(MONITOR);
        admin.declareBinding(BindingBuilder.bind(MONITOR).to(exchange).with("#"));
    }

    private boolean isHeard() {
        return isTaken() && monitor.receive(MONITOR.getName(), A_MOMENT.toMillis()) != null;
    }

    private boolean isTaken() {
        try {
            channel.send("task.multi", new byte[0]);
            return true;
        } catch (AmqpException e) {
            return false;
        }
    }
}
