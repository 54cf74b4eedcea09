package dev.baton.internal.result;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoReplicasException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReconnectedException;
import org.redisson.client.RedisRetryException;
import org.redisson.client.RedisTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker for Redis. It opens as soon as a command finds Redis away or silent, and then no request or task waits for Redis. A
 * probe each second closes it when Redis answers. Safe for use by many threads.
 */
public final class RedisGuard {
    private static final Logger log = LoggerFactory.getLogger(RedisGuard.class);
    private static final String SAID = "it was away a moment ago";
    private static final String ANY = "baton-results";
    // Redis begins each refusal with a word for programs.
    private static final Pattern REFUSAL = Pattern.compile("^[A-Z]{3,}\\b");

    private final RedissonClient redis;
    private final Executor aSecondLater = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    private final AtomicBoolean isAway = new AtomicBoolean();

    RedisGuard(RedissonClient redis) {
        this.redis = redis;
    }

    public boolean isAway() {
        return isAway.get();
    }

    /**
     * Returns what {@code call} gives.
     *
     * @throws ResultStoreUnavailableException where Redis is away, or could not be asked
     */
    public <T extends @Nullable Object> T ask(Supplier<T> call) {
        if (isAway()) {
            throw away();
        }
        try {
            return call.get();
        } catch (RedisException | CompletionException e) {
            // The latter from a first connection that another thread opens, and from what many send together.
            throw failed(e);
        }
    }

    ResultStoreUnavailableException away() {
        return unavailable(new RedisException(SAID));
    }

    /** Notes that a command failed, and returns what that is to its caller. */
    ResultStoreUnavailableException failed(Throwable failure) {
        boolean tellsOfAbsence = causes(failure).anyMatch(RedisGuard::isAbsence);
        if (!tellsOfAbsence) {
            log.warn("A command to Redis failed: {}", failure.getMessage());
            return refused(failure);
        }
        if (isAway.compareAndSet(false, true)) {
            log.warn("Redis is away: what can be done without it is, until it is back: {}", failure.getMessage());
            lookLater();
        }
        return unavailable(failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static ResultStoreUnavailableException refused(Throwable failure) {
        String word = causes(failure).flatMap(RedisGuard::word).findFirst().orElse(null);
        return new ResultStoreUnavailableException("Redis refused: " + failure.getMessage(), word, failure);
    }

    private static Stream<String> word(Throwable cause) {
        // Redisson leaves this one's out.
        return cause instanceof RedisOutOfMemoryException
                ? Stream.of("OOM")
                : Stream.ofNullable(cause.getMessage())
                        .map(REFUSAL::matcher)
                        .filter(Matcher::find)
                        .map(Matcher::group);
    }

    // What Redis itself refuses it has at least read.
    private static boolean isAbsence(Throwable cause) {
        if (cause instanceof RedisNoReplicasException) {
            return false;
        }
        return cause instanceof RedisTimeoutException
                || cause instanceof RedisConnectionException
                || cause instanceof RedisReconnectedException
                || cause instanceof RedisNodeNotFoundException
                || cause instanceof RedisRetryException;
    }

    private static ResultStoreUnavailableException unavailable(Throwable failure) {
        return new ResultStoreUnavailableException("Redis could not be reached: " + failure.getMessage(), failure);
    }

    private void lookLater() {
        aSecondLater.execute(this::look);
    }

    private void look() {
        if (redis.isShuttingDown()) {
            return;
        }
        try {
            boolean unused = redis.getBucket(ANY).isExists();
            isAway.set(false);
            log.info("Redis is back");
        } catch (RuntimeException | Error e) {
            // Errors too: nobody would ask any more after one.
            log.debug("Redis is away still", e);
            lookLater();
        }
    }
}
