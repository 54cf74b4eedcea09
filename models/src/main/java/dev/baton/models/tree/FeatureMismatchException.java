package dev.baton.models.tree;

import java.util.Collection;
import java.util.List;

/** The features given are not those that the model was trained on. */
public final class FeatureMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> missing;
    private final List<String> extra;

    FeatureMismatchException(Collection<String> missing, Collection<String> extra) {
        super("the features are not the model's: missing " + missing + ", unknown " + extra);
        this.missing = List.copyOf(missing);
        this.extra = List.copyOf(extra);
    }

    public List<String> missing() {
        return missing;
    }

    public List<String> extra() {
        return extra;
    }
}
