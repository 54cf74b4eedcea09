package dev.baton.benchmark;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The least that a worker can do which runs nothing that has ended or was revoked and loses no result: for each message one question to
 * Redis, one result to Redis, and then the acknowledgement, with nothing but the client library and plain sockets.
 */
public final class BareConsumer {
    private static final String RESULT =
            "{\"status\": \"SUCCESS\", \"result\": \"done\", \"traceback\": null, \"children\": []}";
    private static final int A_DAY = 86_400;

    private BareConsumer() {}

    /** {@code arguments}: the broker's address, that of a database of Redis, the queue, the number of slots. */
    public static void main(String[] arguments) throws Exception {
        URI redis = URI.create(arguments[1]);
        int slots = Integer.parseInt(arguments[3]);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(arguments[0]);
        Channel channel = factory.newConnection().createChannel();
        channel.basicQos(slots);
        ExecutorService threads = Executors.newFixedThreadPool(slots);
        ThreadLocal<Socket> sockets = ThreadLocal.withInitial(() -> connected(redis));
        DeliverCallback take = (consumer, delivery) -> threads.execute(() -> {
            try {
                String key = "bare-" + delivery.getProperties().getCorrelationId();
                ask(sockets.get(), "EXISTS", key);
                ask(sockets.get(), "SETEX", key, String.valueOf(A_DAY), RESULT);
                channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        channel.basicConsume(arguments[2], false, take, consumer -> {});
    }

    private static Socket connected(URI redis) {
        try {
            Socket socket = new Socket(redis.getHost(), redis.getPort());
            socket.setTcpNoDelay(true);
            ask(socket, "SELECT", redis.getPath().substring(1));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command and reads its answer, which is one line for each that is asked here. */
    private static void ask(Socket socket, String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.US_ASCII));
        InputStream answer = socket.getInputStream();
        int first = answer.read();
        if (first != '+' && first != ':') {
            throw new IOException("Redis refused " + words[0]);
        }
        for (int next = first; next != '\n'; next = answer.read()) {
            if (next < 0) {
                throw new IOException("Redis has gone");
            }
        }
    }
}
