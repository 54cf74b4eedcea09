package dev.baton.internal.queue.consume;

import com.rabbitmq.client.Channel;
import java.io.IOException;

/** What becomes of a message that was delivered. */
enum Answer {
    /** It is done with. */
    ACKNOWLEDGED {
        @Override
        void write(Channel channel, long tag, boolean isMultiple) throws IOException {
            channel.basicAck(tag, isMultiple);
        }
    },
    /** Another worker may have it; nobody failed. */
    HANDED_BACK {
        @Override
        void write(Channel channel, long tag, boolean isMultiple) throws IOException {
            channel.basicNack(tag, isMultiple, true);
        }
    },
    /** It goes back, and brokers that tell the two apart count a failure. */
    REJECTED {
        @Override
        void write(Channel channel, long tag, boolean isMultiple) throws IOException {
            channel.basicReject(tag, true);
        }
    };

    abstract void write(Channel channel, long tag, boolean isMultiple) throws IOException;
}
