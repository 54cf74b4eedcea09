package dev.baton.benchmark;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The least that a worker can do which loses no result: it tells Redis one for each message, waits for the answer, and then acknowledges,
 * on the thread that the message comes on, with nothing but the client library and a plain socket. It asks nothing, runs nothing, and
 * does one after the other.
 */
public final class BareConsumer {
    private static final String RESULT =
            "{\"status\": \"SUCCESS\", \"result\": \"done\", \"traceback\": null, \"children\": []}";
    private static final int A_DAY = 86_400;

    private BareConsumer() {}

    /** {@code arguments}: the broker's address, that of a database of Redis, the queue, the number of slots. */
    public static void main(String[] arguments) throws Exception {
        Socket redis = connected(URI.create(arguments[1]));
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(arguments[0]);
        Channel channel = factory.newConnection().createChannel();
        channel.basicQos(Integer.parseInt(arguments[3]));
        DeliverCallback take = (consumer, delivery) -> {
            tell(redis, "SETEX", "bare-" + delivery.getProperties().getCorrelationId(), String.valueOf(A_DAY), RESULT);
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        };
        channel.basicConsume(arguments[2], false, take, consumer -> {});
    }

    private static Socket connected(URI redis) throws IOException {
        Socket socket = new Socket(redis.getHost(), redis.getPort());
        socket.setTcpNoDelay(true);
        tell(socket, "SELECT", redis.getPath().substring(1));
        return socket;
    }

    /** Sends a command and reads its answer, which is one line for each that is told here. */
    private static void tell(Socket socket, String... words) throws IOException {
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
        if (first != '+') {
            throw new IOException("Redis refused " + words[0]);
        }
        for (int next = first; next != '\n'; next = answer.read()) {
            if (next < 0) {
                throw new IOException("Redis has gone");
            }
        }
    }
}
