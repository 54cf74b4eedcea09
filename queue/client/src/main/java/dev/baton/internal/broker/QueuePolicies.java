package dev.baton.internal.broker;

import dev.baton.internal.celery.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets each queue's delivery limit, dead-lettering and consumer timeout as a policy through the management API. As
 * policies they may change without deleting a queue, and Celery clients need not know them to declare it.
 */
final class QueuePolicies {
    private static final Logger log = LoggerFactory.getLogger(QueuePolicies.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final URI management;
    private final BrokerSettings settings;
    private final String virtualHost;
    private final String authorization;
    /** Those that are about to be set again. */
    private final Set<String> later = ConcurrentHashMap.newKeySet();
    // The management API drops connections that offer to upgrade to HTTP/2.
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    QueuePolicies(URI management, BrokerSettings settings, String virtualHost, String username, String password) {
        this.management = management;
        this.settings = settings;
        this.virtualHost = virtualHost;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the policy of {@code queue}, as the management API and {@code rabbitmqctl set_policy} take it. */
    static Map<String, Object> definition(TaskQueue queue, BrokerSettings settings) {
        Map<String, Object> definition = new LinkedHashMap<>();
        // The worker gives a task up at the limit itself, so that its client hears of it; the broker is the backstop.
        definition.put("delivery-limit", settings.deliveryLimit() + 1);
        definition.put("dead-letter-exchange", TaskQueue.DEAD_EXCHANGE);
        definition.put("dead-letter-routing-key", queue.name());
        definition.put("dead-letter-strategy", "at-least-once");
        definition.put("overflow", "reject-publish");
        definition.put("consumer-timeout", settings.consumerTimeout().toMillis());
        return definition;
    }

    /** Returns the policy of the queue that holds the dead letters of another: it must never give one up. */
    static Map<String, Object> definitionOfDead() {
        return Map.of("delivery-limit", -1);
    }

    /** Sets the policy of {@code queue}, which is there; a failure is logged, since workers bury what they give up anyway. */
    void apply(TaskQueue queue) {
        apply(queue.name(), queue.policyName(), definition(queue, settings));
        apply(queue.deadName(), queue.policyName() + "-dead", definitionOfDead());
    }

    private void apply(String queue, String policy, Map<String, Object> definition) {
        String body =
                Json.write(Map.of("pattern", patternOf(queue), "apply-to", "quorum_queues", "definition", definition));
        URI target = management.resolve("/api/policies/" + encoded(virtualHost) + "/" + encoded(policy));
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        // Not waited for: connections open while this runs, and the broker's default limits hold until then.
        CompletableFuture<?> unwaited = http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((response, failure) -> {
                    if (failure != null || response.statusCode() >= 500) {
                        log.warn(
                                "The policy of queue {} could not be set at {} (baton.broker.management-url), which is tried again: {}",
                                queue,
                                management,
                                failure == null ? response.body() : reason(failure));
                        applyLater(queue, policy, definition);
                    } else if (response.statusCode() >= 300) {
                        log.warn("The policy of queue {} was refused: {}", queue, response.body());
                    }
                });
        log.debug("Setting the policy of queue {}: {}", queue, unwaited);
    }

    /** An asynchronous request wraps what it failed with. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return String.valueOf(failure instanceof CompletionException && cause != null ? cause : failure);
    }

    /** Returns the pattern that {@code queue} alone matches. The broker compares bytes, so only ASCII has a meaning of its own there. */
    static String patternOf(String queue) {
        return "^" + queue.replaceAll("[\\p{ASCII}&&[^a-zA-Z0-9_]]", "\\\\$0") + "$";
    }

    private void applyLater(String queue, String policy, Map<String, Object> definition) {
        if (later.add(policy)) {
            CompletableFuture.delayedExecutor(LATER.toSeconds(), TimeUnit.SECONDS)
                    .execute(() -> {
                        later.remove(policy);
                        apply(queue, policy, definition);
                    });
        }
    }

    private static String encoded(String text) {
        // In a path a plus is a plus.
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
