package dev.baton.models.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.net.URI;
import java.util.Optional;

/** Where a model's file comes from: a URL, the pack itself ({@code built in}), or a mirror alone ({@code mirror only}). */
public record ModelSource(String text) {
    private static final String BUILT_IN = "built in";
    private static final String MIRROR_ONLY = "mirror only";

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ModelSource {
        if (!text.equals(BUILT_IN) && !text.equals(MIRROR_ONLY) && !text.startsWith("https://")) {
            throw new IllegalArgumentException(
                    "source must be an https URL, \"built in\" or \"mirror only\", was " + text);
        }
    }

    public boolean isBuiltIn() {
        return text.equals(BUILT_IN);
    }

    public Optional<URI> upstream() {
        return text.startsWith("https://") ? Optional.of(URI.create(text)) : Optional.empty();
    }
}
