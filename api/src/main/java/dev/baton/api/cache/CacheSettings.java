package dev.baton.api.cache;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long answers are shared.
 *
 * @param ttl 0 for not at all
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
