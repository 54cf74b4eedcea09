package dev.baton.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which failures of a task are tried again, and how. The first rule whose type fits decides; without one it is final. */
public record RetryRules(List<Rule> rules) {
    public static final RetryRules NONE = new RetryRules(List.of());

    public RetryRules {
        rules = List.copyOf(rules);
    }

    /** Returns these rules and one more, which is asked last. */
    public RetryRules on(Class<? extends Throwable> failure, RetryPolicy policy) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(failure, policy));
        return new RetryRules(more);
    }

    /** Returns these rules and one that makes failures of a type final, also where a later rule would try them again. */
    public RetryRules never(Class<? extends Throwable> failure) {
        return on(failure, RetryPolicy.NEVER);
    }

    /** Returns what to do about {@code failure}. */
    public Optional<RetryPolicy> policyFor(Throwable failure) {
        return rules.stream()
                .filter(rule -> rule.failure().isInstance(failure))
                .map(Rule::policy)
                .findFirst();
    }

    /** A type of failure and its policy. */
    public record Rule(Class<? extends Throwable> failure, RetryPolicy policy) {}
}
