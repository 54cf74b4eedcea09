package dev.baton.internal.broker;

import dev.baton.internal.celery.ResultCodec;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.DisposableBean;

/** Sends replies to the queues that clients have at the broker. */
final class AmqpRpcReplies implements RpcReplies, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(AmqpRpcReplies.class);
    /**
     * Every client of Celery's names a queue, also where none is there since its results are in Redis. How long it is taken to be absent: to
     * ask for each task would double what is published.
     */
    private static final Duration ABSENT = Duration.ofSeconds(5);

    private static final int MOST_ABSENT = 10_000;

    private final RabbitTemplate rabbit;
    private final Duration confirmTimeout;
    private final Map<String, Long> absentUntil = new ConcurrentHashMap<>();
    private final ExecutorService sender = Executors.newSingleThreadExecutor(new MessageThreads("replies"));

    AmqpRpcReplies(ConnectionFactory connections, Duration confirmTimeout) {
        rabbit = new RabbitTemplate(connections);
        rabbit.setUsePublisherConnection(true);
        rabbit.setMandatory(true);
        rabbit.setReturnsCallback(returned -> log.trace("Nobody waits at {}", returned.getRoutingKey()));
        this.confirmTimeout = confirmTimeout;
    }

    @Override
    public CompletionStage<Void> tell(TaskRequest request, TaskSnapshot ended) {
        String queue = request.lineage().replyTo();
        if (queue == null || queue.isBlank() || request.conditions().ignoreResult() || isAbsent(queue)) {
            return CompletableFuture.completedFuture(null);
        }
        return CompletableFuture.supplyAsync(() -> send(queue, ended), sender)
                .thenCompose(sent -> sent.getFuture().thenAccept(confirm -> note(queue, sent)))
                // The whole of it: a broker that reads no more from a connection holds up whoever writes to it.
                .orTimeout(confirmTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    log.debug("The client at {} is not told how task {} ended", queue, ended.id(), failure);
                    return null;
                });
    }

    private boolean isAbsent(String queue) {
        Long until = absentUntil.get(queue);
        if (until == null) {
            return false;
        }
        if (System.nanoTime() - until < 0) {
            return true;
        }
        absentUntil.remove(queue, until);
        return false;
    }

    private CorrelationData send(String queue, TaskSnapshot ended) throws AmqpException {
        MessageProperties properties = new MessageProperties();
        properties.setContentType(MessageProperties.CONTENT_TYPE_JSON);
        properties.setContentEncoding("utf-8");
        properties.setCorrelationId(ended.id().value());
        properties.setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT);
        byte[] body = ResultCodec.encode(ended).getBytes(StandardCharsets.UTF_8);
        CorrelationData confirmation = new CorrelationData();
        rabbit.send("", queue, new Message(body, properties), confirmation);
        return confirmation;
    }

    private void note(String queue, CorrelationData sent) {
        if (sent.getReturned() != null) {
            if (absentUntil.size() >= MOST_ABSENT) {
                absentUntil.clear();
            }
            absentUntil.put(queue, System.nanoTime() + ABSENT.toNanos());
        }
    }

    @Override
    public void destroy() {
        sender.shutdown();
    }
}
