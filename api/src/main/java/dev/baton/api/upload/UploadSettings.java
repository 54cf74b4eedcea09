package dev.baton.api.upload;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one upload may bring.
 *
 * @param maxFiles the most photos in one request
 */
@ConfigurationProperties("baton.api")
record UploadSettings(@DefaultValue("20") int maxFiles) {
    UploadSettings {
        if (maxFiles < 1) {
            throw new IllegalArgumentException("baton.api.max-files must be at least 1, was " + maxFiles);
        }
    }
}
