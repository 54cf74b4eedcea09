package dev.baton.fuzz;

import com.rabbitmq.client.AMQP;
import dev.baton.internal.broker.AmqpMessages;
import dev.baton.internal.broker.MessageThreads;
import dev.baton.internal.celery.ArgumentBinder;
import dev.baton.internal.celery.CeleryMessage;
import dev.baton.internal.celery.MalformedMessageException;
import dev.baton.internal.celery.MessageCodec;
import dev.baton.internal.celery.UnbindableArgumentsException;
import dev.baton.task.TaskRequest;
import dev.baton.task.TaskType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FuzzTest {
    private static final int MESSAGES = 10_000;
    private static final TaskType<FuzzWorker.Fuzzed, Object> TYPE =
            new TaskType<>(Mutant.TASK, FuzzWorker.Fuzzed.class, Object.class, "fuzz");

    private final MessageCodec codec = new MessageCodec("baton@test");
    private final Map<String, Integer> ends = new HashMap<>();

    @Test
    void everyMessageIsReadOrRefusedAndNothingElse() throws Exception {
        // As deliveries are.
        FutureTask<Void> reading = new FutureTask<>(this::readAll, null);
        new MessageThreads("fuzz").newThread(reading).start();
        reading.get();

        assertThat(ends.keySet()).containsExactlyInAnyOrder("read", "malformed", "unbindable");
        assertThat(ends.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(MESSAGES);
    }

    private void readAll() {
        Mutations mutations = new Mutations(1);

        for (int number = 0; number < MESSAGES; number++) {
            Mutant mutant = mutations.next("fuzz-" + number);
            ends.merge(read(mutant), 1, Integer::sum);
        }
    }

    private String read(Mutant mutant) {
        try {
            TaskRequest request = codec.decode(received(mutant));
            assertThat(ArgumentBinder.bind(request, TYPE)).isNotNull();
            return "read";
        } catch (MalformedMessageException e) {
            return "malformed";
        } catch (UnbindableArgumentsException e) {
            return "unbindable";
        } catch (RuntimeException | Error e) {
            throw new AssertionError(mutant.mark + " " + shortened(mutant), e);
        }
    }

    private static String shortened(Mutant mutant) {
        String headers = String.valueOf(mutant.headers.keySet());
        String body = new String(mutant.body, StandardCharsets.UTF_8);
        return headers + " " + body.substring(0, Math.min(200, body.length()));
    }

    private static CeleryMessage received(Mutant mutant) {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .headers(mutant.headers)
                .contentType(mutant.contentType)
                .contentEncoding(mutant.contentEncoding)
                .replyTo(mutant.replyTo)
                .correlationId(mutant.correlationId)
                .priority(mutant.priority)
                .build();
        return AmqpMessages.fromAmqp(properties, mutant.body);
    }
}
