package dev.baton.internal.queue;

import dev.baton.testing.FreshServices;
import dev.baton.testing.RequiresServices;
import dev.baton.testing.TcpProxy;
import dev.baton.testing.TestServices.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A worker that waits for a service when it starts. */
@RequiresServices
class StartingIT {
    /** Far less than the services are waited for. */
    private static final Duration SOON = Duration.ofSeconds(8);

    @TempDir
    private Path folder;

    private final FreshServices services = new FreshServices();

    @AfterEach
    void clean() {
        services.close();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, refused, Connection error",
        "POSTGRESQL, silent, HikariPool-1 - Starting",
        "RABBITMQ, refused, Attempting to connect to",
        "RABBITMQ, silent, Attempting to connect to",
        "REDIS, refused, Ready: taking tasks",
        "REDIS, silent, Ready: taking tasks"
    })
    void toldToStopItEndsAtOnce(Service service, String how, String waits) {
        try (TcpProxy proxy = new TcpProxy(service.port());
                SampleProcess worker = new SampleProcess(folder, behind(proxy, service, how))) {
            worker.awaitLog(waits);
            long asked = System.nanoTime();

            worker.terminate();

            assertThat(worker.status()).as(worker.log()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - asked))
                    .as(worker.log())
                    .isLessThan(SOON);
        }
    }

    private Map<String, String> behind(TcpProxy proxy, Service service, String how) {
        if (how.equals("silent")) {
            proxy.swallowAnswers();
        } else {
            proxy.cut();
        }
        Map<String, String> properties = new HashMap<>(services.properties());
        properties.replaceAll((name, value) -> value.replace(":" + service.port(), ":" + proxy.port()));
        if (service == Service.RABBITMQ) {
            properties.put("spring.rabbitmq.port", String.valueOf(proxy.port()));
        }
        return properties;
    }
}
