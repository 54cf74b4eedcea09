package dev.baton.api.operate;

import dev.baton.internal.broker.BrokerProbe;
import dev.baton.internal.result.ResultStore;
import dev.baton.internal.result.ResultStoreUnavailableException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks all services at once, and waits for none longer than a moment. Redis must also take what it is told. */
@Component
final class Readiness implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(Readiness.class);
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "readiness");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Runnable> checks = new LinkedHashMap<>();

    Readiness(BrokerProbe broker, ResultStore results, JdbcClient jdbc) {
        checks.put("broker", broker::requireAnswer);
        checks.put("redis", results::requireWritable);
        checks.put("database", () -> jdbc.sql("select 1").query(Integer.class).single());
    }

    ReadinessReport report() {
        Map<String, CompletableFuture<ReadinessReport.Check>> running = new LinkedHashMap<>();
        checks.forEach((service, check) -> running.put(service, start(service, check)));
        Map<String, ReadinessReport.Check> results = new LinkedHashMap<>();
        running.forEach((service, check) -> results.put(service, check.join()));
        return ReadinessReport.of(results);
    }

    private CompletableFuture<ReadinessReport.Check> start(String service, Runnable check) {
        return CompletableFuture.runAsync(check, threads)
                .thenApply(done -> ReadinessReport.Check.UP)
                .completeOnTimeout(
                        ReadinessReport.Check.down("no answer within " + AT_MOST.toSeconds() + " s"),
                        AT_MOST.toMillis(),
                        TimeUnit.MILLISECONDS)
                .exceptionally(failure -> {
                    log.warn("Not ready, {} does not answer: {}", service, failure.toString());
                    return ReadinessReport.Check.down(refusalOf(failure.getCause())
                            .map(refusal -> "refuses writes: " + refusal)
                            .orElse("not reachable"));
                });
    }

    private static Optional<String> refusalOf(@Nullable Throwable failure) {
        return failure instanceof ResultStoreUnavailableException store ? store.refusal() : Optional.empty();
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
