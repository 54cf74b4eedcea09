package dev.baton.api.cache;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long predictions are shared between requests.
 *
 * @param ttl how long an answer is given again for the same question; 0 turns the cache off
 */
@ConfigurationProperties("baton.cache")
public record CacheSettings(@DefaultValue("0s") Duration ttl) {
    public CacheSettings {
        if (ttl.isNegative()) {
            throw new IllegalArgumentException("baton.cache.ttl must be 0 or more, was " + ttl);
        }
    }

    boolean isOn() {
        return !ttl.isZero();
    }
}
