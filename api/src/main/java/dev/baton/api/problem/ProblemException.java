package dev.baton.api.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that cannot be served, with all that its client is told. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final String detail;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();

    ProblemException(ProblemType type, String detail) {
        super(type.uri() + ": " + detail);
        this.type = type;
        this.detail = detail;
    }

    /** Adds a member of the problem's body, one of those that its type may have beyond RFC 9457. */
    public ProblemException with(String name, Object value) {
        if (!type.members().contains(name)) {
            throw new IllegalArgumentException(type + " has no member " + name);
        }
        extensions.put(name, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return detail;
    }

    Map<String, Object> extensions() {
        return extensions;
    }
}
