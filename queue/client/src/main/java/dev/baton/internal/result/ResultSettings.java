package dev.baton.internal.result;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where results are stored, and how.
 *
 * @param url {@code redis://[[user]:password@]host:port[/database]} or {@code rediss://…}
 * @param resultTtl how long a result is kept; Celery's {@code result_expires}
 * @param tombstoneTtl how long after its end a task is known to have ended
 * @param resultExtended store arguments, worker, queue and times with results; Celery's {@code result_extended}
 * @param notePending note tasks sent from Java as pending, which tells them from unknown ids
 * @param publishProgress publish states before the end on the result's channel, as Celery's workers do
 * @param keyPrefix a prefix of all keys and channels; Celery's {@code global_keyprefix}
 * @param timeout how long one command may take before Redis counts as unavailable
 */
@ConfigurationProperties("baton.redis")
public record ResultSettings(
        @DefaultValue("redis://127.0.0.1:17379") URI url,
        @DefaultValue("24h") Duration resultTtl,
        @DefaultValue("3d") Duration tombstoneTtl,
        @DefaultValue("false") boolean resultExtended,
        @DefaultValue("true") boolean notePending,
        @DefaultValue("false") boolean publishProgress,
        @DefaultValue("") String keyPrefix,
        @DefaultValue("2s") Duration timeout) {

    public ResultSettings {
        if (resultTtl.toSeconds() < 1 || timeout.toMillis() < 1) {
            throw new IllegalArgumentException("baton.redis needs result-ttl >= 1s and timeout >= 1ms");
        }
        if (tombstoneTtl.compareTo(resultTtl) < 0) {
            throw new IllegalArgumentException("baton.redis needs tombstone-ttl >= result-ttl");
        }
        if (url.getHost() == null
                || url.getPort() < 0
                || !String.valueOf(url.getScheme()).startsWith("redis")) {
            throw new IllegalArgumentException("baton.redis.url must be redis://host:port[/database], was " + url);
        }
    }

    int database() {
        String path = url.getPath() == null ? "" : url.getPath().replaceFirst("^/", "");
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }

    String address() {
        return url.getScheme() + "://" + url.getHost() + ":" + url.getPort();
    }

    @Nullable
    String username() {
        String user = url.getUserInfo() == null ? "" : url.getUserInfo().split(":", 2)[0];
        return user.isEmpty() ? null : user;
    }

    @Nullable
    String password() {
        String info = url.getUserInfo();
        return info == null || !info.contains(":") ? null : info.split(":", 2)[1];
    }
}
