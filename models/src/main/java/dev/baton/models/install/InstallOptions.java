package dev.baton.models.install;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How packs are installed.
 *
 * @param mirror a {@code file:}, {@code http:} or {@code https:} directory that is used in place of every upstream host; files are
 *     found there by their names
 * @param acceptLicence whether licences that ask for acceptance are accepted
 */
public record InstallOptions(@Nullable URI mirror, boolean acceptLicence) {
    private static final Set<String> SCHEMES = Set.of("file", "http", "https");

    public InstallOptions {
        if (mirror != null) {
            String scheme = mirror.getScheme();
            if (scheme == null || !SCHEMES.contains(scheme)) {
                throw new IllegalArgumentException("the mirror must be one of " + SCHEMES + ", was " + mirror);
            }
            mirror = mirror.toString().endsWith("/") ? mirror : URI.create(mirror + "/");
        }
    }
}
