package dev.baton.api.body;

import dev.baton.api.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that is wrong with a body, field by field. */
public final class Faults {
    private final Map<String, String> reasons = new LinkedHashMap<>();

    public void add(String field, String reason) {
        reasons.putIfAbsent(field, reason);
    }

    public int count() {
        return reasons.size();
    }

    /** Refuses the request as {@code type}, naming every field, where anything is wrong. */
    public void refuse(ProblemType type) {
        if (reasons.isEmpty()) {
            return;
        }
        List<Fault> all = reasons.entrySet().stream()
                .map(one -> new Fault(one.getKey(), one.getValue()))
                .toList();
        Fault first = all.get(0);
        String others = all.size() == 1 ? "" : ", and " + (all.size() - 1) + " more in 'errors'";
        throw type.because("'" + first.field() + "' " + first.reason() + others).with("errors", all);
    }

    /** A field by its path, and what it must be. */
    record Fault(String field, String reason) {}
}
