package dev.baton.internal.queue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baton.sample.SampleWorker;
import dev.baton.testing.FreshServices;
import dev.baton.testing.Patience;
import dev.baton.testing.RequiresServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** When the policies of queues are set. */
@RequiresServices
class PoliciesIT {
    /** By its policy's name, whether the queue was there each time that the policy was set. */
    private final Map<String, Boolean> wasThere = new ConcurrentHashMap<>();

    private final FreshServices services = new FreshServices();

    @AfterEach
    void close() {
        services.close();
    }

    /** The broker gives a queue no policy that was set while it was being declared, and none later. */
    @Test
    void policyIsSetOnceItsQueueIsThere() throws IOException {
        Map<String, String> queues = Map.of(
                "baton-" + SampleWorker.QUEUE,
                SampleWorker.QUEUE,
                "baton-" + SampleWorker.QUEUE + "-dead",
                SampleWorker.QUEUE + ".dead");
        HttpServer management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        management.createContext("/api/policies/" + services.virtualHost(), setting -> answer(setting, queues));
        management.start();
        Map<String, String> properties = services.properties();
        properties.put(
                "baton.broker.management-url",
                "http://127.0.0.1:" + management.getAddress().getPort());
        try (ConfigurableApplicationContext worker = new SpringApplication(SampleWorker.class)
                .run(properties.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new))) {
            Patience.await().until(() -> wasThere.keySet().equals(queues.keySet()));
            assertThat(worker.isRunning()).isTrue();
            assertThat(wasThere).doesNotContainValue(false);
        } finally {
            management.stop(0);
        }
    }

    private void answer(HttpExchange setting, Map<String, String> queues) throws IOException {
        String path = setting.getRequestURI().getPath();
        String policy = path.substring(path.lastIndexOf('/') + 1);
        wasThere.merge(
                policy, services.queue(String.valueOf(queues.get(policy))).exists(), Boolean::logicalAnd);
        setting.sendResponseHeaders(204, -1);
        setting.close();
    }
}
