package dev.baton.api.limit;

import dev.baton.internal.result.RedisGuard;
import dev.baton.internal.result.ResultConfiguration;
import dev.baton.internal.result.ResultSettings;
import dev.baton.internal.result.ResultStoreUnavailableException;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.redisson.Bucket4jRedisson;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Counts requests by tenant and route, for all processes together. While Redis is away nobody is counted, and so nobody refused. */
@Component
final class RateLimits {
    private static final Logger log = LoggerFactory.getLogger(RateLimits.class);
    private static final Duration KEPT_BEYOND = Duration.ofSeconds(10);

    private final ProxyManager<String> buckets;
    private final Map<Route, Rate> rates;
    private final String prefix;
    private final MeterRegistry meters;
    private final RedisGuard guard;

    RateLimits(
            @Qualifier(ResultConfiguration.REDIS) RedissonClient redis,
            RedisGuard guard,
            ResultSettings results,
            RateLimitSettings settings,
            MeterRegistry meters) {
        this.buckets = Bucket4jRedisson.casBasedBuilder(((Redisson) redis).getCommandExecutor())
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_BEYOND))
                .build();
        this.guard = guard;
        this.rates = settings.rates();
        this.prefix = results.keyPrefix() + "baton-rate-";
        this.meters = meters;
    }

    /** Counts a request, if {@code route} has a limit, and returns what that leaves. */
    Optional<Allowance> count(Route route, UUID tenant) {
        Rate rate = rates.get(route);
        if (rate == null || !rate.isLimited()) {
            return Optional.empty();
        }
        // The rate is part of the key: where it is changed, counting begins anew.
        String key = prefix + route.wireName() + "-" + rate.requests() + "-" + rate.window() + "-" + tenant;
        Bucket bucket = buckets.builder().build(key, () -> configuration(rate));
        try {
            ConsumptionProbe probe = guard.ask(() -> bucket.tryConsumeAndReturnRemaining(1));
            if (!probe.isConsumed()) {
                Counter.builder("baton.requests.limited")
                        .description("Requests that a rate limit refused")
                        .tag("route", route.wireName())
                        .register(meters)
                        .increment();
            }
            return Optional.of(new Allowance(
                    rate,
                    probe.isConsumed(),
                    probe.getRemainingTokens(),
                    Duration.ofNanos(probe.getNanosToWaitForReset())));
        } catch (ResultStoreUnavailableException e) {
            log.debug("Requests are not counted for now: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(rate.requests()).refillIntervally(rate.requests(), rate.window()))
                .build();
    }

    /**
     * What a tenant has left.
     *
     * @param granted whether this request may be served
     * @param reset how long until all requests of {@code rate} are allowed again
     */
    record Allowance(Rate rate, boolean granted, long remaining, Duration reset) {
        long resetSeconds() {
            return Math.max(1, reset.plusMillis(999).toSeconds());
        }
    }
}
